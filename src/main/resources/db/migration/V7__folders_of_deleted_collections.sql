-- SPDX-FileCopyrightText: Fundstelle contributors
-- SPDX-License-Identifier: EUPL-1.2

-- A folder whose collection was deleted keeps its row, without a collection: else it would fall to the folder above,
-- whose readers are others.
CREATE TABLE source_mapping_7 (
    source     TEXT NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    folder     TEXT NOT NULL,
    collection TEXT REFERENCES collection (id) ON DELETE SET NULL,
    PRIMARY KEY (source, folder)
);
INSERT INTO source_mapping_7 SELECT source, folder, collection FROM source_mapping;
DROP TABLE source_mapping;
ALTER TABLE source_mapping_7 RENAME TO source_mapping;
CREATE INDEX source_mapping_collection ON source_mapping (collection);
