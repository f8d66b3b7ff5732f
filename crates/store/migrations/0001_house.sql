-- Plain SQL that SQLite and PostgreSQL both take. Ids are texts made by the caller; moments are
-- milliseconds since 1970 UTC; days are ISO texts; yes and no are 1 and 0.

-- Organisations ------------------------------------------------------------------------------

-- Who somebody is, for ever.
CREATE TABLE org (
    id    TEXT PRIMARY KEY,
    kind  TEXT NOT NULL CHECK (kind IN ('province', 'city', 'county', 'township', 'school')),
    code  TEXT NOT NULL
);
CREATE INDEX org_code ON org (code);

-- What it is called, where it belongs and whether it is open, from a day on. Only appended.
CREATE TABLE org_state (
    org       TEXT NOT NULL REFERENCES org (id),
    seq       BIGINT NOT NULL,
    from_day  TEXT NOT NULL,
    name      TEXT NOT NULL,
    parent    TEXT REFERENCES org (id),
    status    TEXT NOT NULL CHECK (status IN ('open', 'merged', 'closed')),
    into_org  TEXT REFERENCES org (id),
    PRIMARY KEY (org, seq)
);
CREATE INDEX org_state_parent ON org_state (parent);

-- People -------------------------------------------------------------------------------------

CREATE TABLE account (
    id            TEXT PRIMARY KEY,
    login         TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    password      TEXT NOT NULL,
    must_change   BIGINT NOT NULL,
    failures      BIGINT NOT NULL,
    locked_until  BIGINT NOT NULL,
    disabled      BIGINT NOT NULL,
    created_at    BIGINT NOT NULL
);

-- What somebody may do, where, on what topics, from when to when. Ended, never deleted.
CREATE TABLE role_grant (
    id         TEXT PRIMARY KEY,
    account    TEXT NOT NULL REFERENCES account (id),
    role       TEXT NOT NULL,
    org        TEXT NOT NULL REFERENCES org (id),
    topics     TEXT NOT NULL,
    from_day   TEXT NOT NULL,
    until_day  TEXT,
    ended_at   BIGINT
);
CREATE INDEX role_grant_account ON role_grant (account);
CREATE INDEX role_grant_org ON role_grant (org);

CREATE TABLE session (
    token       TEXT PRIMARY KEY,
    account     TEXT NOT NULL REFERENCES account (id),
    csrf        TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    seen_at     BIGINT NOT NULL
);
CREATE INDEX session_account ON session (account);

-- Rounds and returns -------------------------------------------------------------------------

CREATE TABLE round (
    id          TEXT PRIMARY KEY,
    org         TEXT NOT NULL REFERENCES org (id),
    title       TEXT NOT NULL,
    year        BIGINT NOT NULL,
    day         TEXT NOT NULL,
    due_day     TEXT NOT NULL,
    standard    TEXT NOT NULL,
    overlays    TEXT NOT NULL,
    profile     TEXT NOT NULL,
    rules_hash  TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    created_at  BIGINT NOT NULL
);
CREATE INDEX round_org ON round (org, year);

-- A form that somebody fills in for a round. `content` is what the changes add up to.
CREATE TABLE filled_return (
    id       TEXT PRIMARY KEY,
    round    TEXT NOT NULL REFERENCES round (id),
    org      TEXT NOT NULL REFERENCES org (id),
    form     TEXT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'checked', 'returned', 'locked')),
    version  BIGINT NOT NULL,
    content  TEXT NOT NULL,
    UNIQUE (round, org, form)
);

-- Every change of every cell. Only appended.
CREATE TABLE cell_change (
    filled_return  TEXT NOT NULL REFERENCES filled_return (id),
    version        BIGINT NOT NULL,
    field          TEXT NOT NULL,
    cell           TEXT,
    account        TEXT NOT NULL REFERENCES account (id),
    at             BIGINT NOT NULL,
    PRIMARY KEY (filled_return, version, field)
);

-- Every step of a return: submitted, checked, approved for a group, returned for a reason ... Only
-- appended.
CREATE TABLE return_event (
    filled_return  TEXT NOT NULL REFERENCES filled_return (id),
    seq            BIGINT NOT NULL,
    event          TEXT NOT NULL,
    topic          TEXT,
    field          TEXT,
    reason         TEXT NOT NULL,
    account        TEXT NOT NULL REFERENCES account (id),
    at             BIGINT NOT NULL,
    PRIMARY KEY (filled_return, seq)
);

-- Evidence -----------------------------------------------------------------------------------

-- A file is named by its content.
CREATE TABLE file (
    sha256  TEXT PRIMARY KEY,
    size    BIGINT NOT NULL,
    media   TEXT NOT NULL
);

CREATE TABLE evidence (
    id            TEXT PRIMARY KEY,
    round         TEXT NOT NULL REFERENCES round (id),
    org           TEXT NOT NULL REFERENCES org (id),
    file          TEXT NOT NULL REFERENCES file (sha256),
    name          TEXT NOT NULL,
    title         TEXT NOT NULL,
    issuer        TEXT NOT NULL,
    issued_day    TEXT,
    valid_until   TEXT,
    account       TEXT NOT NULL REFERENCES account (id),
    at            BIGINT NOT NULL,
    withdrawn_at  BIGINT
);
CREATE INDEX evidence_round ON evidence (round, org);

-- One file may prove many items.
CREATE TABLE evidence_item (
    evidence  TEXT NOT NULL REFERENCES evidence (id),
    item      TEXT NOT NULL,
    PRIMARY KEY (evidence, item)
);

CREATE TABLE item_comment (
    id       TEXT PRIMARY KEY,
    round    TEXT NOT NULL REFERENCES round (id),
    item     TEXT NOT NULL,
    org      TEXT REFERENCES org (id),
    text     TEXT NOT NULL,
    account  TEXT NOT NULL REFERENCES account (id),
    at       BIGINT NOT NULL
);
CREATE INDEX item_comment_round ON item_comment (round, item);

CREATE TABLE what_if (
    id       TEXT PRIMARY KEY,
    round    TEXT NOT NULL REFERENCES round (id),
    account  TEXT NOT NULL REFERENCES account (id),
    name     TEXT NOT NULL,
    changes  TEXT NOT NULL,
    at       BIGINT NOT NULL
);
CREATE INDEX what_if_round ON what_if (round, account);

-- The log ------------------------------------------------------------------------------------

-- A chain: each line carries the hash of the one before. Only appended.
CREATE TABLE audit (
    seq       BIGINT PRIMARY KEY,
    at        BIGINT NOT NULL,
    account   TEXT NOT NULL,
    verb      TEXT NOT NULL,
    subject   TEXT NOT NULL,
    detail    TEXT NOT NULL,
    previous  TEXT NOT NULL,
    hash      TEXT NOT NULL
);
CREATE INDEX audit_subject ON audit (subject);
CREATE INDEX audit_account ON audit (account);

-- An answer that was given to a write, to be given again when the same request comes again.
CREATE TABLE answered (
    idempotency_key  TEXT NOT NULL,
    account          TEXT NOT NULL,
    request          TEXT NOT NULL,
    status           BIGINT NOT NULL,
    body             TEXT NOT NULL,
    at               BIGINT NOT NULL,
    PRIMARY KEY (account, idempotency_key)
);
