-- SPDX-FileCopyrightText: Fundstelle contributors
-- SPDX-License-Identifier: EUPL-1.2

-- What evaluations of question catalogues found, to be compared with the next one.
-- fingerprint: of the questions and of what was expected; only equal catalogues can be compared.
-- circumstances, figures: JSON objects. scores: a JSON object, nDCG@10 by question.
CREATE TABLE evaluation (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    at            INTEGER NOT NULL,
    catalogue     TEXT    NOT NULL,
    fingerprint   TEXT    NOT NULL,
    circumstances TEXT    NOT NULL,
    figures       TEXT    NOT NULL,
    scores        TEXT    NOT NULL
);
CREATE INDEX evaluation_catalogue ON evaluation (fingerprint, id);
