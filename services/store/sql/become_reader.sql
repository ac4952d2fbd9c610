-- Until the end of the transaction, see the rows of one user and nothing else.
SELECT
    set_config('role', 'afterthought_reader', true),
    set_config('afterthought.tenant', $1, true),
    set_config('afterthought.user', $2, true)
