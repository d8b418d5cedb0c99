// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.document;

import java.util.Objects;

/// What each passage knows of its document, so that nothing is looked up again when a question is answered.
///
/// @param id stays the same over all versions of the document
/// @param version changes with each new content
/// @param name the file's name, with folders below the imported one: "satzungen/hundesteuer.pdf"
/// @param title what a person calls the document
/// @param collection identifier of the collection it lies in
/// @param right identifier of the right that a reader must hold to see it
/// @param sample whether it belongs to an invented library, whose hits say that they are not valid
public record Document(
        String id, String version, String name, String title, String collection, String right, boolean sample) {

    public Document {
        require(id, "id");
        require(version, "version");
        require(name, "name");
        Objects.requireNonNull(title);
        require(collection, "collection");
        require(right, "right");
    }

    private static void require(String value, String what) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a document needs its " + what);
        }
    }
}
