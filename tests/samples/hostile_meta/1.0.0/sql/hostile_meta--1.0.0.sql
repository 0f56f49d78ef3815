\echo Use "CREATE EXTENSION hostile_meta" to load this file. \quit

CREATE FUNCTION hostile_meta_answer() RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 42 $$;
