\echo Use "CREATE EXTENSION future_server" to load this file. \quit

CREATE FUNCTION future_server_answer() RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 42 $$;
