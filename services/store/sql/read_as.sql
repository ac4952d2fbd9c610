-- On a connection of the role afterthought_reader: see one user's rows from now on; tell whether that user's memory is off.
SELECT
    set_config('afterthought.tenant', $1, false),
    set_config('afterthought.user', $2, false),
    store.is_silent($1, $2) AS silent
