\echo Use "CREATE EXTENSION hostile_stage" to load this file. \quit

CREATE FUNCTION hostile_stage_answer() RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 42 $$;
