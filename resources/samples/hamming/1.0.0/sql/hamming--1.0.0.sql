\echo Use "CREATE EXTENSION hamming" to load this file. \quit

CREATE FUNCTION hamming_distance(a bytea, b bytea) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'hamming_distance_bytea';
CREATE FUNCTION hamming_distance(a bit varying, b bit varying) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'hamming_distance_bits';
CREATE FUNCTION hamming_distance(a bigint, b bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'hamming_distance_int8';
COMMENT ON FUNCTION hamming_distance(bytea, bytea) IS 'The number of bits that differ';
COMMENT ON FUNCTION hamming_distance(bit varying, bit varying) IS 'The number of bits that differ';
COMMENT ON FUNCTION hamming_distance(bigint, bigint) IS 'The number of bits that differ';

CREATE FUNCTION jaccard_similarity(a bytea, b bytea) RETURNS double precision
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'jaccard_similarity_bytea';
CREATE FUNCTION jaccard_similarity(a bit varying, b bit varying) RETURNS double precision
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'jaccard_similarity_bits';
COMMENT ON FUNCTION jaccard_similarity(bytea, bytea) IS 'Bits set in both, divided by bits set in one or both';
COMMENT ON FUNCTION jaccard_similarity(bit varying, bit varying) IS 'Bits set in both, divided by bits set in one or both';

CREATE OPERATOR <~> (LEFTARG = bytea, RIGHTARG = bytea, FUNCTION = hamming_distance, COMMUTATOR = <~>);
CREATE OPERATOR <~> (LEFTARG = bit varying, RIGHTARG = bit varying, FUNCTION = hamming_distance, COMMUTATOR = <~>);
CREATE OPERATOR <~> (LEFTARG = bigint, RIGHTARG = bigint, FUNCTION = hamming_distance, COMMUTATOR = <~>);
