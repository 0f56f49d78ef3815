-- What both are for: order 4711 as a code in a link.
SELECT crockford_encode(scramble_id(4711, 'orders'), 10) AS code \gset
SELECT length(:'code'), unscramble_id(crockford_decode(:'code'), 'orders') AS id;
