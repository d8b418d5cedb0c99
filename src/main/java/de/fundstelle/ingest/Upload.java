// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import java.util.Objects;
import java.util.Optional;

/// A file that arrived, or was refused on the way.
///
/// @param key what identifies the document in its collection
/// @param name the file's name
/// @param title what the sender calls it
/// @param content what arrived, unless it was refused
/// @param refusal why it was refused on the way
public record Upload(
        String key,
        String name,
        Optional<String> title,
        Optional<Originals.Arrived> content,
        Optional<Extraction.Unreadable> refusal) {

    public Upload {
        Objects.requireNonNull(key);
        Objects.requireNonNull(name);
        if (content.isPresent() == refusal.isPresent()) {
            throw new IllegalArgumentException("an upload is either received or refused: " + name);
        }
    }

    /// A file that people brought: its name is its identity in the collection.
    public static Upload of(String name, Originals.Arrived content) {
        return new Upload("file:" + name, name, Optional.empty(), Optional.of(content), Optional.empty());
    }

    /// The same upload as the document that another system knows by a key of its own.
    public Upload bySource(String sourceKey, Optional<String> sourceTitle) {
        return new Upload("source:" + sourceKey, name, sourceTitle, content, refusal);
    }

    public static Upload refused(String name, Extraction.Unreadable refusal) {
        return new Upload("file:" + name, name, Optional.empty(), Optional.empty(), Optional.of(refusal));
    }
}
