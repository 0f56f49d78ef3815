\echo Use "CREATE EXTENSION orphan" to load this file. \quit

CREATE FUNCTION orphan_answer() RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 42 $$;
