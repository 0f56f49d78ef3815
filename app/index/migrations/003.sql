-- What the full-text tables are to forget of an entry is worked out anew from its texts.
ALTER TABLE document DROP COLUMN terms;

-- Words that stand next to each other, as one term each ("key_value", WordPairs): a phrase of two
-- words is one short list, where the words' own lists are the longest there are. Positions tell
-- which pairs follow each other.
CREATE VIRTUAL TABLE pairs USING fts5 (
    words, content = '', columnsize = 0, detail = full, tokenize = "ascii tokenchars '_'"
);
INSERT INTO pairs (pairs, rank) VALUES ('hashsize', 8388608);
