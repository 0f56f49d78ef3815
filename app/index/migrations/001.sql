-- One line with ";" at its end closes a statement.
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;

CREATE TABLE registry (name TEXT PRIMARY KEY, synced INTEGER NOT NULL) WITHOUT ROWID;

-- What a row of a result list shows, and what it is filtered by.
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    registry TEXT NOT NULL,
    key TEXT NOT NULL,
    squashed TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    author TEXT NOT NULL,
    user TEXT NOT NULL,
    abstract TEXT NOT NULL,
    extensions TEXT NOT NULL,
    license TEXT NOT NULL,
    license_class INTEGER NOT NULL,
    language TEXT NOT NULL,
    native INTEGER NOT NULL,
    restart INTEGER NOT NULL,
    status INTEGER NOT NULL,
    date INTEGER,
    postgres TEXT NOT NULL,
    installs INTEGER NOT NULL,
    digest BLOB NOT NULL
);
CREATE UNIQUE INDEX entry_identity ON entry (registry, key);
CREATE INDEX entry_key ON entry (key);
CREATE INDEX entry_squashed ON entry (squashed);
CREATE INDEX entry_user ON entry (user);

-- What is only read for one entry at a time, compressed.
CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    release BLOB NOT NULL,
    description BLOB NOT NULL,
    readme BLOB NOT NULL,
    readme_source BLOB NOT NULL,
    docs BLOB NOT NULL,
    functions BLOB NOT NULL,
    terms BLOB NOT NULL
);

CREATE TABLE extension (
    key TEXT NOT NULL, entry INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (key, entry)
) WITHOUT ROWID;
CREATE INDEX extension_entry ON extension (entry);

CREATE TABLE tag (
    key TEXT NOT NULL, entry INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (key, entry)
) WITHOUT ROWID;
CREATE INDEX tag_entry ON tag (entry);

-- Words that a typing error may be mended to. An error is in one half of a word: the other half
-- finds it, from the front or from the back.
CREATE TABLE word (
    word TEXT PRIMARY KEY, reversed TEXT NOT NULL, heads INTEGER NOT NULL, docs INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX word_reversed ON word (reversed, heads, docs);
CREATE INDEX word_head ON word (word, heads, docs) WHERE heads > 0;

-- Words are cut and folded before they come here, each with its field's letter (DocumentTerms).
-- Without positions, lengths and content a list of 100,000 entries is read in milliseconds.
CREATE VIRTUAL TABLE terms USING fts5 (
    words, content = '', columnsize = 0, detail = none, prefix = '2 3 4',
    tokenize = "ascii tokenchars '_'"
);
INSERT INTO terms (terms, rank) VALUES ('hashsize', 8388608);
