CREATE EXTENSION hamming;

SELECT hamming_distance('\x00', '\xff'::bytea), hamming_distance('\x0f0f0f0f0f0f0f0f0f', '\x0f0f0f0f0f0f0f0f0e'::bytea);
SELECT hamming_distance(B'1011', B'1110'), hamming_distance(0, -1::bigint);
SELECT 255::bigint <~> 0::bigint AS int8, B'10101' <~> B'01010' AS bits, '\xff00'::bytea <~> '\x00ff'::bytea AS bytes;
SELECT jaccard_similarity('\x0f'::bytea, '\x3c'::bytea), jaccard_similarity(B'', B''), jaccard_similarity(B'1100', B'1010');

-- The fast path and the slow one agree.
SELECT count(*) AS wrong FROM generate_series(0, 40) AS size,
     LATERAL (SELECT decode(repeat('a5', size), 'hex') AS a, decode(repeat('5a', size), 'hex') AS b) AS v
WHERE hamming_distance(a, b) <> 8 * size OR hamming_distance(a, a) <> 0;

SELECT hamming_distance('\x00', '\x0000'::bytea);
SELECT hamming_distance(B'1', B'11');
SELECT hamming_distance(NULL, B'1');
