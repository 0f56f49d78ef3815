\echo Use "CREATE EXTENSION build_failure" to load this file. \quit

CREATE FUNCTION build_failure_answer() RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 42 $$;
