\echo Use "CREATE EXTENSION rival" to load this file. \quit

CREATE FUNCTION rival_answer() RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 42 $$;
