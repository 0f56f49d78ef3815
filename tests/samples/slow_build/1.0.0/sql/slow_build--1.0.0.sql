\echo Use "CREATE EXTENSION slow_build" to load this file. \quit

CREATE FUNCTION slow_build_answer() RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 42 $$;
