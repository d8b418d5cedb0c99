-- SPDX-FileCopyrightText: Fundstelle contributors
-- SPDX-License-Identifier: EUPL-1.2

-- parent: the package that the document lies in; root: the outermost; depth: how many packages lie around it.
ALTER TABLE document ADD COLUMN parent TEXT REFERENCES document (id) ON DELETE CASCADE;
ALTER TABLE document ADD COLUMN root TEXT;
ALTER TABLE document ADD COLUMN depth INTEGER NOT NULL DEFAULT 0;
CREATE INDEX document_parent ON document (parent);
CREATE INDEX document_root ON document (root);

-- Files that were brought together: what a person or a source calls one import.
CREATE TABLE import_run (
    id         TEXT   NOT NULL PRIMARY KEY,
    collection TEXT   NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    name       TEXT   NOT NULL,
    state      TEXT   NOT NULL CHECK (state IN ('running', 'paused', 'cancelled')),
    created    BIGINT NOT NULL
);
CREATE INDEX import_run_collection ON import_run (collection, created);

-- recognizing: whether it waits for pages to be recognized before it can be read at all.
ALTER TABLE import ADD COLUMN run TEXT REFERENCES import_run (id) ON DELETE CASCADE;
ALTER TABLE import ADD COLUMN size BIGINT NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN finished BIGINT;
ALTER TABLE import ADD COLUMN recognizing INTEGER NOT NULL DEFAULT 0;
CREATE INDEX import_of_run ON import (run, sequence);
CREATE INDEX import_finished ON import (finished);

-- What recognition read on the pages of an original; lines are absent while a page waits. sequence: its turn.
CREATE TABLE recognition (
    original   TEXT    NOT NULL REFERENCES original (hash) ON DELETE CASCADE,
    page       INTEGER NOT NULL,
    sequence   BIGINT  NOT NULL,
    lines      TEXT,
    confidence INTEGER,
    finished   BIGINT,
    PRIMARY KEY (original, page)
);
CREATE INDEX recognition_left ON recognition (sequence, page) WHERE lines IS NULL;

-- Documents that are to be read once more, because pages of them have been recognized since.
CREATE TABLE rereading (
    document TEXT    NOT NULL PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    claimed  INTEGER NOT NULL DEFAULT 0
);
