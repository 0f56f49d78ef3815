\echo Use "CREATE EXTENSION scramble_id" to load this file. \quit

-- One round of a Feistel network over two halves of 24 bits. All products stay below 2^63.
CREATE FUNCTION scramble_id_round(half bigint, round_key bigint)
RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT (mixed # (mixed >> 13)) & 16777215
    FROM (SELECT (((half + round_key) & 4294967295) * 1540483477 >> 9) & 4294967295 AS mixed) AS m
$$;
COMMENT ON FUNCTION scramble_id_round(bigint, bigint) IS 'Internal: one round of scramble_id()';

CREATE FUNCTION scramble_id(id bigint, key text)
RETURNS bigint
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path FROM CURRENT
AS $$
DECLARE
    left_half bigint := id >> 24;
    right_half bigint := id & 16777215;
    previous bigint;
BEGIN
    IF id < 0 OR id >= 281474976710656 THEN
        RAISE EXCEPTION 'only numbers from 0 to 2^48 - 1 can be scrambled'
            USING ERRCODE = 'numeric_value_out_of_range';
    END IF;
    FOR round IN 1 .. 6 LOOP
        previous := left_half;
        left_half := right_half;
        right_half := previous # scramble_id_round(
            right_half, ('x' || substr(md5(round || key), 1, 8))::bit(32)::bigint);
    END LOOP;
    RETURN (left_half << 24) | right_half;
END
$$;
COMMENT ON FUNCTION scramble_id(bigint, text) IS
'Another number from 0 to 2^48 - 1, different for each id; unscramble_id() with the same key gives it back';

CREATE FUNCTION unscramble_id(scrambled bigint, key text)
RETURNS bigint
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path FROM CURRENT
AS $$
DECLARE
    left_half bigint := scrambled >> 24;
    right_half bigint := scrambled & 16777215;
    previous bigint;
BEGIN
    IF scrambled < 0 OR scrambled >= 281474976710656 THEN
        RAISE EXCEPTION 'only numbers from 0 to 2^48 - 1 can be unscrambled'
            USING ERRCODE = 'numeric_value_out_of_range';
    END IF;
    FOR round IN REVERSE 6 .. 1 LOOP
        previous := right_half;
        right_half := left_half;
        left_half := previous # scramble_id_round(
            left_half, ('x' || substr(md5(round || key), 1, 8))::bit(32)::bigint);
    END LOOP;
    RETURN (left_half << 24) | right_half;
END
$$;
COMMENT ON FUNCTION unscramble_id(bigint, text) IS 'The id that scramble_id() made this number of';
