\echo Use "CREATE EXTENSION hostile_build" to load this file. \quit

CREATE FUNCTION hostile_build_answer() RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 42 $$;
