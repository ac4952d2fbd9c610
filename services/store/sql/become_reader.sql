-- Until the end of the transaction, see the rows of one user and nothing else; tell whether that user's memory is off.
SELECT
    set_config('role', 'afterthought_reader', true),
    set_config('afterthought.tenant', $1, true),
    set_config('afterthought.user', $2, true),
    store.is_silent($1, $2) AS silent
