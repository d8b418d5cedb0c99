-- SPDX-FileCopyrightText: Fundstelle contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Runs without foreign keys, see Database: a table that others point to is made anew under its old name.

-- password is absent for those whom an issuer or a directory knows.
CREATE TABLE person_new (
    id       TEXT    NOT NULL PRIMARY KEY,
    name     TEXT    NOT NULL UNIQUE,
    role     TEXT    NOT NULL CHECK (role IN ('administrator', 'curator', 'auditor', 'reader')),
    password TEXT,
    enabled  INTEGER NOT NULL DEFAULT 1,
    created  BIGINT  NOT NULL
);
INSERT INTO person_new (id, name, role, password, created) SELECT id, name, role, password, created FROM person;
DROP TABLE person;
ALTER TABLE person_new RENAME TO person;

-- Whom an issuer or a directory means; never found by a name or an address.
-- admitted: whether the provider let them in when it was asked last.
CREATE TABLE person_identity (
    provider TEXT    NOT NULL,
    subject  TEXT    NOT NULL,
    person   TEXT    NOT NULL UNIQUE REFERENCES person (id) ON DELETE CASCADE,
    admitted INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (provider, subject)
);

-- Everybody signs in anew. provider_session is the issuer's name of the session, for its logout.
DROP TABLE session;
CREATE TABLE session (
    hash             TEXT   NOT NULL PRIMARY KEY,
    id               TEXT   NOT NULL UNIQUE,
    person           TEXT   NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    browser          TEXT   NOT NULL,
    provider_session TEXT,
    created          BIGINT NOT NULL,
    used             BIGINT NOT NULL
);
CREATE INDEX session_person ON session (person);

-- scopes: names with commas. A key from before ends a year after it was made.
ALTER TABLE api_key ADD COLUMN scopes TEXT NOT NULL DEFAULT 'read,contribute,manage';
ALTER TABLE api_key ADD COLUMN expires BIGINT NOT NULL DEFAULT 0;
UPDATE api_key SET expires = created + 31536000000;

ALTER TABLE collection ADD COLUMN purpose TEXT NOT NULL DEFAULT '';
ALTER TABLE collection ADD COLUMN legal_basis TEXT NOT NULL DEFAULT '';
ALTER TABLE collection ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE collection ADD COLUMN review TEXT;
ALTER TABLE collection ADD COLUMN protection TEXT NOT NULL DEFAULT 'normal';

-- Exactly one of group_name and person is there.
CREATE TABLE collection_grant (
    collection TEXT NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    level      TEXT NOT NULL CHECK (level IN ('read', 'contribute', 'curate')),
    group_name TEXT,
    person     TEXT REFERENCES person (id) ON DELETE CASCADE,
    CHECK ((group_name IS NULL) <> (person IS NULL)),
    UNIQUE (collection, group_name),
    UNIQUE (collection, person)
);
INSERT INTO collection_grant (collection, level, group_name)
    SELECT collection, 'read', group_name FROM collection_reader;
DROP TABLE collection_reader;

-- hash chains each entry to the one before; entries up to the anchor are outside the chain.
ALTER TABLE journal ADD COLUMN hash TEXT NOT NULL DEFAULT '';
CREATE TABLE journal_anchor (
    through INTEGER NOT NULL,
    hash    TEXT    NOT NULL
);
INSERT INTO journal_anchor (through, hash) SELECT coalesce(max(id), 0), '' FROM journal;
-- REPLACE takes a row away without asking the triggers for deletion.
-- Before a row is there, -1 stands for a number that the database is still to choose.
CREATE TRIGGER journal_is_only_appended_to BEFORE INSERT ON journal
WHEN new.id <> -1 AND new.id <= (SELECT max(through, (SELECT coalesce(max(id), 0) FROM journal)) FROM journal_anchor)
BEGIN
    SELECT raise(ABORT, 'the journal is append-only');
END;
CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
BEGIN
    SELECT raise(ABORT, 'the journal is append-only');
END;
CREATE TRIGGER journal_is_shortened_only_by_retention BEFORE DELETE ON journal
WHEN old.id > (SELECT through FROM journal_anchor)
BEGIN
    SELECT raise(ABORT, 'the journal is append-only');
END;
-- The last entry that the syslog server was sent.
CREATE TABLE journal_sent (
    id INTEGER NOT NULL
);
INSERT INTO journal_sent (id) SELECT through FROM journal_anchor;

-- What must be forgotten again after an older backup was restored: identifiers only.
CREATE TABLE tombstone (
    kind   TEXT   NOT NULL CHECK (kind IN ('person', 'key', 'conversation', 'collection', 'document')),
    object TEXT   NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (kind, object)
);

-- What retention deleted, and why; numbers only.
CREATE TABLE deletion (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     BIGINT  NOT NULL,
    kind   TEXT    NOT NULL,
    number INTEGER NOT NULL,
    before BIGINT  NOT NULL
);

-- Counts per calendar week and organisational unit; never of a person. unit is '' for the whole authority.
CREATE TABLE usage (
    week   TEXT    NOT NULL,
    unit   TEXT    NOT NULL,
    kind   TEXT    NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (week, unit, kind)
);
