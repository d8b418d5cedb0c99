-- SPDX-FileCopyrightText: Fundstelle contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Identifiers are made by the program; times are milliseconds since 1970.

CREATE TABLE person (
    id       TEXT   NOT NULL PRIMARY KEY,
    name     TEXT   NOT NULL UNIQUE,
    role     TEXT   NOT NULL CHECK (role IN ('administrator', 'reader')),
    password TEXT   NOT NULL,
    created  BIGINT NOT NULL
);

CREATE TABLE person_group (
    person     TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    group_name TEXT NOT NULL,
    PRIMARY KEY (person, group_name)
);

-- Tokens and keys are kept as SHA-256 only.
CREATE TABLE session (
    hash    TEXT   NOT NULL PRIMARY KEY,
    person  TEXT   NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    csrf    TEXT   NOT NULL,
    created BIGINT NOT NULL,
    used    BIGINT NOT NULL
);

CREATE TABLE api_key (
    id      TEXT   NOT NULL PRIMARY KEY,
    hash    TEXT   NOT NULL UNIQUE,
    person  TEXT   NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    name    TEXT   NOT NULL,
    created BIGINT NOT NULL
);

-- access_right is what a passage in the index holds; who has it is decided at each request.
CREATE TABLE collection (
    id           TEXT    NOT NULL PRIMARY KEY,
    name         TEXT    NOT NULL UNIQUE,
    access_right TEXT    NOT NULL UNIQUE,
    contact      TEXT    NOT NULL,
    sample       INTEGER NOT NULL,
    created      BIGINT  NOT NULL
);

CREATE TABLE collection_reader (
    collection TEXT NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    group_name TEXT NOT NULL,
    PRIMARY KEY (collection, group_name)
);

-- One row for each original that is kept; several documents may share it.
CREATE TABLE original (
    hash    TEXT   NOT NULL PRIMARY KEY,
    size    BIGINT NOT NULL,
    created BIGINT NOT NULL
);

-- version, original and passages are those that serve; they are empty until the document was read once.
CREATE TABLE document (
    id         TEXT    NOT NULL PRIMARY KEY,
    collection TEXT    NOT NULL REFERENCES collection (id),
    source_key TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    title      TEXT    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('waiting', 'searchable', 'complete', 'refused')),
    reason     TEXT,
    advice     TEXT,
    notes      TEXT    NOT NULL DEFAULT '[]',
    version    TEXT UNIQUE,
    original   TEXT REFERENCES original (hash),
    passages   INTEGER NOT NULL DEFAULT 0,
    changed    BIGINT  NOT NULL,
    UNIQUE (collection, source_key)
);
CREATE INDEX document_original ON document (original);
CREATE INDEX document_state ON document (state);

-- What the version that serves says; the index can be rebuilt from it without reading the original again.
CREATE TABLE extraction (
    document TEXT NOT NULL PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    version  TEXT NOT NULL,
    text     TEXT NOT NULL,
    blocks   TEXT NOT NULL
);

-- change counts upwards with each change of a row, over all rows.
CREATE TABLE import (
    id         TEXT    NOT NULL PRIMARY KEY,
    document   TEXT    NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    collection TEXT    NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    name       TEXT    NOT NULL,
    title      TEXT,
    original   TEXT REFERENCES original (hash),
    state      TEXT    NOT NULL
               CHECK (state IN ('waiting', 'reading', 'searchable', 'complete', 'unchanged', 'refused')),
    reason     TEXT,
    advice     TEXT,
    seconds    REAL,
    passages   INTEGER,
    sequence   INTEGER NOT NULL UNIQUE,
    change     BIGINT  NOT NULL,
    created    BIGINT  NOT NULL
);
CREATE INDEX import_state ON import (state, sequence);
CREATE INDEX import_change ON import (change);
CREATE INDEX import_document ON import (document);
CREATE INDEX import_original ON import (original);
CREATE INDEX import_collection ON import (collection, sequence);

CREATE TABLE conversation (
    id      TEXT   NOT NULL PRIMARY KEY,
    person  TEXT   NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    title   TEXT   NOT NULL,
    created BIGINT NOT NULL,
    changed BIGINT NOT NULL
);
CREATE INDEX conversation_person ON conversation (person, changed);

-- detail: citations, sentences and the passages as they were cited, as JSON.
CREATE TABLE turn (
    id           TEXT    NOT NULL PRIMARY KEY,
    conversation TEXT    NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    ordinal      INTEGER NOT NULL,
    question     TEXT    NOT NULL,
    answer       TEXT    NOT NULL,
    outcome      TEXT    NOT NULL,
    reason       TEXT,
    detail       TEXT    NOT NULL,
    model        TEXT,
    asked        BIGINT  NOT NULL,
    took_ms      BIGINT  NOT NULL,
    UNIQUE (conversation, ordinal)
);

CREATE TABLE journal (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     BIGINT NOT NULL,
    actor  TEXT   NOT NULL,
    action TEXT   NOT NULL,
    object TEXT   NOT NULL,
    result TEXT   NOT NULL
);
