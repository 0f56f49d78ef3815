-- The registry's database, for SQLite and PostgreSQL alike. ID_KEY and ID_TYPE stand for what each calls a
-- numbered key and its type. Times are text in UTC that sorts as time does; flags are 0 or 1; `…_key` is a name
-- in lower case; secrets are kept as hashes only, but for the webhooks', which are sealed.

CREATE TABLE facts (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
INSERT INTO facts (name, value) VALUES ('generation', '0');

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- people and services

CREATE TABLE users (
    id ID_KEY,
    nickname TEXT NOT NULL,
    nickname_key TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    email_key TEXT UNIQUE,
    uri TEXT NOT NULL DEFAULT '',
    twitter TEXT NOT NULL DEFAULT '',
    why TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL DEFAULT 'author',
    status TEXT NOT NULL DEFAULT 'new',
    password_hash TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL,
    visited TEXT
);

CREATE TABLE identities (
    provider TEXT NOT NULL,
    subject TEXT NOT NULL,
    user_id ID_TYPE NOT NULL REFERENCES users (id),
    created TEXT NOT NULL,
    PRIMARY KEY (provider, subject)
);

CREATE TABLE invitations (
    id ID_KEY,
    code_hash TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL DEFAULT 'author',
    note TEXT NOT NULL DEFAULT '',
    created_by ID_TYPE REFERENCES users (id),
    created TEXT NOT NULL,
    expires TEXT NOT NULL,
    used_by ID_TYPE REFERENCES users (id)
);

CREATE TABLE password_resets (
    user_id ID_TYPE PRIMARY KEY REFERENCES users (id),
    token_hash TEXT NOT NULL UNIQUE,
    expires TEXT NOT NULL
);

CREATE TABLE tokens (
    id ID_KEY,
    user_id ID_TYPE NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    hint TEXT NOT NULL,
    scopes TEXT NOT NULL,
    dist_key TEXT,
    created TEXT NOT NULL,
    expires TEXT,
    last_used TEXT,
    revoked TEXT
);
CREATE INDEX tokens_of_user ON tokens (user_id);

CREATE TABLE device_grants (
    device_hash TEXT PRIMARY KEY,
    user_code TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL,
    scopes TEXT NOT NULL,
    status TEXT NOT NULL,
    user_id ID_TYPE REFERENCES users (id),
    created TEXT NOT NULL,
    expires TEXT NOT NULL,
    last_poll TEXT,
    poll_interval INTEGER NOT NULL
);

-- somebody on the way to an identity provider (subject is null), or back from it and to say what for
CREATE TABLE logins (
    ticket_hash TEXT PRIMARY KEY,
    browser_hash TEXT NOT NULL,
    provider TEXT NOT NULL,
    verifier TEXT NOT NULL,
    nonce TEXT NOT NULL,
    user_code TEXT NOT NULL,
    subject TEXT,
    full_name TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    suggestion TEXT NOT NULL DEFAULT '',
    expires TEXT NOT NULL
);

-- what is released

CREATE TABLE distributions (
    id ID_KEY,
    dist_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    created TEXT NOT NULL,
    deprecated TEXT,
    deprecation TEXT NOT NULL DEFAULT '',
    replacement TEXT NOT NULL DEFAULT ''
);

CREATE TABLE extensions (
    ext_key TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    owner_id ID_TYPE REFERENCES users (id),
    created TEXT NOT NULL
);
CREATE INDEX extensions_of_owner ON extensions (owner_id);

CREATE TABLE coowners (
    ext_key TEXT NOT NULL REFERENCES extensions (ext_key),
    user_id ID_TYPE NOT NULL REFERENCES users (id),
    invited_by ID_TYPE REFERENCES users (id),
    accepted TEXT,
    created TEXT NOT NULL,
    PRIMARY KEY (ext_key, user_id)
);

CREATE TABLE transfers (
    ext_key TEXT PRIMARY KEY REFERENCES extensions (ext_key),
    user_id ID_TYPE NOT NULL REFERENCES users (id),
    offered_by ID_TYPE REFERENCES users (id),
    created TEXT NOT NULL
);

-- state: pending until all files are flushed, then published. version_key: without build metadata.
CREATE TABLE releases (
    id ID_KEY,
    dist_key TEXT NOT NULL REFERENCES distributions (dist_key),
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    version_key TEXT NOT NULL,
    state TEXT NOT NULL,
    lease TEXT,
    status TEXT NOT NULL,
    abstract TEXT NOT NULL,
    license TEXT NOT NULL DEFAULT '',
    meta_spec INTEGER NOT NULL,
    user_id ID_TYPE NOT NULL REFERENCES users (id),
    date TEXT NOT NULL,
    sha1 TEXT NOT NULL DEFAULT '',
    sha512 TEXT NOT NULL DEFAULT '',
    size ID_TYPE NOT NULL DEFAULT 0,
    yanked TEXT,
    yank_reason TEXT NOT NULL DEFAULT '',
    yank_replacement TEXT NOT NULL DEFAULT '',
    UNIQUE (dist_key, version_key)
);
CREATE INDEX releases_by_date ON releases (date);
CREATE INDEX releases_of_user ON releases (user_id);
CREATE INDEX releases_by_state ON releases (state);

CREATE TABLE release_extensions (
    release_id ID_TYPE NOT NULL REFERENCES releases (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    ext_key TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    abstract TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (release_id, position)
);
CREATE INDEX release_extensions_by_name ON release_extensions (ext_key);

CREATE TABLE release_tags (
    release_id ID_TYPE NOT NULL REFERENCES releases (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    tag_key TEXT NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (release_id, position)
);
CREATE INDEX release_tags_by_name ON release_tags (tag_key);

CREATE TABLE mirrors (
    uri TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    document TEXT NOT NULL
);

-- documents that do not tell the newest state yet; written behind the transaction that made them so
CREATE TABLE stale_documents (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    mark ID_TYPE NOT NULL DEFAULT 0,
    PRIMARY KEY (kind, name)
);

-- what happened, and who wants to know

CREATE TABLE events (
    id ID_KEY,
    kind TEXT NOT NULL,
    time TEXT NOT NULL,
    actor TEXT NOT NULL DEFAULT '',
    dist_key TEXT NOT NULL DEFAULT '',
    data TEXT NOT NULL
);

CREATE TABLE webhooks (
    id ID_KEY,
    user_id ID_TYPE NOT NULL REFERENCES users (id),
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    kinds TEXT NOT NULL DEFAULT '',
    dist_key TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'active',
    pause_reason TEXT NOT NULL DEFAULT '',
    failures INTEGER NOT NULL DEFAULT 0,
    created TEXT NOT NULL
);
CREATE INDEX webhooks_of_user ON webhooks (user_id);

CREATE TABLE deliveries (
    id ID_KEY,
    webhook_id ID_TYPE NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    event_id ID_TYPE,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    attempts INTEGER NOT NULL DEFAULT 0,
    created TEXT NOT NULL,
    due TEXT NOT NULL,
    lease TEXT,
    last_attempt TEXT,
    http_status INTEGER,
    duration INTEGER NOT NULL DEFAULT 0,
    problem TEXT NOT NULL DEFAULT '',
    answer TEXT NOT NULL DEFAULT ''
);
CREATE INDEX deliveries_due ON deliveries (state, due);
CREATE INDEX deliveries_of_webhook ON deliveries (webhook_id, id);

CREATE TABLE delivery_attempts (
    delivery_id ID_TYPE NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    time TEXT NOT NULL,
    http_status INTEGER NOT NULL,
    duration INTEGER NOT NULL,
    problem TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (delivery_id, number)
);

-- what services and people say

CREATE TABLE reports (
    id ID_KEY,
    source TEXT NOT NULL,
    user_id ID_TYPE NOT NULL REFERENCES users (id),
    kind TEXT NOT NULL,
    dist_key TEXT NOT NULL,
    version TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '',
    data TEXT NOT NULL,
    created TEXT NOT NULL,
    changed TEXT NOT NULL,
    UNIQUE (source, kind, dist_key, version, subject)
);
CREATE INDEX reports_of_distribution ON reports (dist_key, kind);

CREATE TABLE receipts (
    nonce TEXT PRIMARY KEY,
    client_key TEXT NOT NULL,
    dist_key TEXT NOT NULL,
    version TEXT NOT NULL,
    postgres_major INTEGER NOT NULL,
    os TEXT NOT NULL,
    arch TEXT NOT NULL,
    installed TEXT NOT NULL,
    received TEXT NOT NULL
);
CREATE INDEX receipts_of_distribution ON receipts (dist_key, received);
CREATE INDEX receipts_of_client ON receipts (client_key, received);

CREATE TABLE reviews (
    id ID_KEY,
    user_id ID_TYPE NOT NULL REFERENCES users (id),
    dist_key TEXT NOT NULL,
    version TEXT NOT NULL,
    nonce TEXT NOT NULL REFERENCES receipts (nonce),
    postgres_major INTEGER NOT NULL,
    os TEXT NOT NULL,
    arch TEXT NOT NULL,
    works TEXT NOT NULL,
    docs INTEGER,
    ease INTEGER,
    performance INTEGER,
    stability INTEGER,
    text TEXT NOT NULL DEFAULT '',
    reply TEXT NOT NULL DEFAULT '',
    reply_by ID_TYPE REFERENCES users (id),
    replied TEXT,
    state TEXT NOT NULL DEFAULT 'shown',
    created TEXT NOT NULL,
    changed TEXT NOT NULL,
    UNIQUE (user_id, dist_key)
);
CREATE INDEX reviews_of_distribution ON reviews (dist_key);

CREATE TABLE review_flags (
    review_id ID_TYPE NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
    user_id ID_TYPE NOT NULL REFERENCES users (id),
    reason TEXT NOT NULL,
    created TEXT NOT NULL,
    PRIMARY KEY (review_id, user_id)
);

CREATE TABLE downloads (
    dist_key TEXT NOT NULL,
    version TEXT NOT NULL,
    day TEXT NOT NULL,
    count ID_TYPE NOT NULL,
    PRIMARY KEY (dist_key, version, day)
);

-- who fetched what today, as a keyed hash that is forgotten with its day's key
CREATE TABLE fetches (
    day TEXT NOT NULL,
    client_hash TEXT NOT NULL,
    dist_key TEXT NOT NULL,
    version TEXT NOT NULL,
    PRIMARY KEY (day, client_hash, dist_key, version)
);

CREATE TABLE counting_keys (
    day TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE heartbeats (
    client_key TEXT NOT NULL,
    dist_key TEXT NOT NULL,
    version TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (client_key, dist_key, day)
);
CREATE INDEX heartbeats_of_distribution ON heartbeats (dist_key, day);
CREATE INDEX heartbeats_by_day ON heartbeats (day);

-- every write, refused ones too

CREATE TABLE audit (
    id ID_KEY,
    time TEXT NOT NULL,
    actor TEXT NOT NULL,
    means TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    action TEXT NOT NULL,
    subject TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT ''
);
CREATE INDEX audit_by_time ON audit (time);
