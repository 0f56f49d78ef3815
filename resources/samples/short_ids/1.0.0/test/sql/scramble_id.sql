CREATE EXTENSION scramble_id;

-- There and back, no two alike, and neighbours are far apart.
SELECT count(*) AS wrong FROM generate_series(0, 20000) AS id
WHERE unscramble_id(scramble_id(id, 'secret'), 'secret') <> id;
SELECT count(DISTINCT scramble_id(id, 'secret')) FROM generate_series(1, 20000) AS id;
SELECT count(*) AS near FROM generate_series(1, 2000) AS id
WHERE abs(scramble_id(id, 'secret') - scramble_id(id + 1, 'secret')) < 1000;

-- Stable over releases and machines: stored links must stay valid.
SELECT id, scramble_id(id, 'secret'), scramble_id(id, 'other')
FROM unnest('{0,1,2,281474976710655}'::bigint[]) AS id;

SELECT scramble_id(281474976710656, 'secret');
SELECT unscramble_id(-1, 'secret');
SELECT scramble_id(1, NULL);
