-- Tell the server's time, whether it can be written to, its version, and whether it has vectors.
SELECT
    clock_timestamp() AS now,
    pg_is_in_recovery() AS is_standby,
    current_setting('server_version_num')::int AS version,
    EXISTS (SELECT FROM pg_extension WHERE extname = 'vector') AS has_vectors
