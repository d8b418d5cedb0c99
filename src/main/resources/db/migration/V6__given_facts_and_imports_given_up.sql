-- SPDX-FileCopyrightText: Fundstelle contributors
-- SPDX-License-Identifier: EUPL-1.2

-- What the system that brought a document says about it: all of it, as it said it last.
CREATE TABLE given (
    document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    name     TEXT NOT NULL,
    value    TEXT NOT NULL,
    PRIMARY KEY (document, name)
) WITHOUT ROWID;

-- A person goes before the system that brought the document, and that before what was read.
DROP VIEW stated;
CREATE VIEW stated AS
    SELECT document, name, value FROM correction WHERE value <> ''
    UNION ALL
    SELECT document, name, value FROM given
    WHERE NOT EXISTS (SELECT 1 FROM correction c WHERE c.document = given.document AND c.name = given.name)
    UNION ALL
    SELECT document, name, value FROM fact
    WHERE NOT EXISTS (SELECT 1 FROM correction c WHERE c.document = fact.document AND c.name = fact.name)
        AND NOT EXISTS (SELECT 1 FROM given g WHERE g.document = fact.document AND g.name = fact.name);

-- Whether somebody gave the file up before it was read; a watched folder brings it again.
ALTER TABLE import ADD COLUMN given_up INTEGER NOT NULL DEFAULT 0;
CREATE INDEX import_given_up ON import (document) WHERE given_up = 1;
