-- The system's database in a new private server; read by `postgres --single`.
CREATE DATABASE afterthought
