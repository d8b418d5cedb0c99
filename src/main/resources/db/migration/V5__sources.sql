-- SPDX-FileCopyrightText: Fundstelle contributors
-- SPDX-License-Identifier: EUPL-1.2

-- A folder of the authority that is watched. store: where its files lay when they were last seen.
-- scan: number of the newest scan. asked: since when a person is asked about vanished files; answer: what they said.
CREATE TABLE source (
    id       TEXT    NOT NULL PRIMARY KEY,
    root     TEXT    NOT NULL UNIQUE,
    state    TEXT    NOT NULL CHECK (state IN ('new', 'watched', 'paused')),
    store    TEXT,
    scan     INTEGER NOT NULL DEFAULT 0,
    asked    BIGINT,
    answer   TEXT CHECK (answer IN ('remove')),
    excludes TEXT    NOT NULL DEFAULT '[]',
    report   TEXT,
    created  BIGINT  NOT NULL
);

-- folder is below the root; '' stands for the files that lie in the root itself.
CREATE TABLE source_mapping (
    source     TEXT NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    folder     TEXT NOT NULL,
    collection TEXT NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    PRIMARY KEY (source, folder)
);
CREATE INDEX source_mapping_collection ON source_mapping (collection);

-- What a scan knew of each file. A document may be gone: whoever deletes one by hand wants it gone.
-- path: see FilePath. size and modified (nanoseconds) are -1 where the file must be read again to be compared.
-- scan: number of the scan that saw it last. gone: of the first one that missed it.
CREATE TABLE source_file (
    source     TEXT    NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    path       TEXT    NOT NULL,
    size       BIGINT  NOT NULL,
    modified   BIGINT  NOT NULL,
    hash       TEXT,
    state      TEXT    NOT NULL CHECK (state IN ('taken', 'refused', 'unreadable', 'skipped', 'kept')),
    reason     TEXT,
    collection TEXT,
    document   TEXT,
    scan       INTEGER NOT NULL,
    gone       INTEGER,
    PRIMARY KEY (source, path)
) WITHOUT ROWID;
CREATE INDEX source_file_hash ON source_file (source, hash) WHERE hash IS NOT NULL;
CREATE INDEX source_file_document ON source_file (document) WHERE document IS NOT NULL;
CREATE INDEX source_file_gone ON source_file (source, path) WHERE gone IS NOT NULL;

-- counts, warnings and unmapped are JSON.
CREATE TABLE source_scan (
    source   TEXT    NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    number   INTEGER NOT NULL,
    started  BIGINT  NOT NULL,
    ended    BIGINT,
    outcome  TEXT    NOT NULL,
    counts   TEXT    NOT NULL,
    warnings TEXT    NOT NULL DEFAULT '[]',
    unmapped TEXT    NOT NULL DEFAULT '[]',
    PRIMARY KEY (source, number)
) WITHOUT ROWID;
