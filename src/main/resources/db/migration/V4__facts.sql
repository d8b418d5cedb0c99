-- SPDX-FileCopyrightText: Fundstelle contributors
-- SPDX-License-Identifier: EUPL-1.2

-- That a document was looked at for facts, in which version, by which generation of the program.
CREATE TABLE described (
    document   TEXT    NOT NULL PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    version    TEXT    NOT NULL,
    generation INTEGER NOT NULL
);

-- What was read. begins and ends: where, in the text of the extraction; equal if it comes from the file's properties.
CREATE TABLE fact (
    document TEXT    NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    name     TEXT    NOT NULL,
    value    TEXT    NOT NULL,
    page     INTEGER,
    sheet    TEXT,
    slide    INTEGER,
    begins   INTEGER NOT NULL,
    ends     INTEGER NOT NULL,
    PRIMARY KEY (document, name)
);

-- What a person put in the place of what was read; '' says that there is no such fact. It outlives a new reading.
-- former: the title before. person is absent for the command line, and after the account was erased.
CREATE TABLE correction (
    document TEXT   NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    name     TEXT   NOT NULL,
    value    TEXT   NOT NULL,
    former   TEXT,
    person   TEXT REFERENCES person (id) ON DELETE SET NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (document, name)
);

CREATE VIEW stated AS
    SELECT document, name, value FROM correction WHERE value <> ''
    UNION ALL
    SELECT document, name, value FROM fact
    WHERE NOT EXISTS (SELECT 1 FROM correction c WHERE c.document = fact.document AND c.name = fact.name);

-- What an amending document changes, section by section, in its own words.
CREATE TABLE section_change (
    document TEXT    NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    ordinal  INTEGER NOT NULL,
    section  TEXT    NOT NULL,
    text     TEXT    NOT NULL,
    begins   INTEGER NOT NULL,
    ends     INTEGER NOT NULL,
    PRIMARY KEY (document, ordinal)
);

-- What the titles of several versions have in common; only documents of one collection with one stem are compared.
CREATE TABLE stem (
    document   TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    collection TEXT NOT NULL,
    stem       TEXT NOT NULL,
    PRIMARY KEY (document, stem)
);
CREATE INDEX stem_stem ON stem (collection, stem);

-- Derived from the facts; starts: the first day, if it is known.
CREATE TABLE relation (
    document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    target   TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    sort     TEXT NOT NULL CHECK (sort IN ('supersedes', 'amends')),
    starts   TEXT,
    PRIMARY KEY (document, target, sort)
);
CREATE INDEX relation_target ON relation (target);
