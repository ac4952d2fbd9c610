-- Choose the moment up to which a user's words go: now, with $3 seconds for clocks that differ, and all that is stored.
SELECT greatest(
    clock_timestamp() + make_interval(secs => $3),
    (SELECT max(said_at) FROM store.turns WHERE tenant_id = $1 AND user_id = $2),
    (SELECT max(said_at) FROM store.jobs WHERE tenant_id = $1 AND user_id = $2),
    (SELECT max(said_at) FROM store.claims WHERE tenant_id = $1 AND user_id = $2),
    (SELECT max(said_at) FROM store.dead_letters WHERE tenant_id = $1 AND user_id = $2)
)
