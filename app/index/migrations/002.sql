-- Sets of entries that have a frequent term, or one of many terms with the same beginning, kept as
-- bits beside the full-text table (TermStore). A key is the set's number and the chunk's; chunks of
-- 1 kB keep small what a change rewrites.
CREATE TABLE frequent (id INTEGER PRIMARY KEY, term TEXT NOT NULL UNIQUE);

CREATE TABLE frequent_bits (key INTEGER PRIMARY KEY, bits BLOB NOT NULL);
