// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.facts.FactName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A file that arrived, or was refused on the way.
///
/// @param key what identifies the document in its collection
/// @param name the file's name
/// @param given what the system that brings it says about the document, as [de.fundstelle.facts.Value] has it
/// @param content what arrived, unless it was refused
/// @param refusal why it was refused on the way
public record Upload(
        String key,
        String name,
        Map<FactName, String> given,
        Optional<Originals.Arrived> content,
        Optional<Extraction.Unreadable> refusal) {

    public Upload {
        Objects.requireNonNull(key);
        Objects.requireNonNull(name);
        given = Map.copyOf(given);
        if (content.isPresent() == refusal.isPresent()) {
            throw new IllegalArgumentException("an upload is either received or refused: " + name);
        }
    }

    /// The import that uploads belong to.
    ///
    /// @param run that has begun; a new one if it is absent, or gone with the last of its documents
    /// @param name of a new one
    public record Batch(Optional<String> run, String name) {

        /// An import of its own, called after the folder that all its files come from, if they come from one.
        public static Batch of(List<Upload> uploads) {
            String first = uploads.isEmpty() ? "" : uploads.getFirst().name();
            String folder = first.substring(0, first.indexOf('/') + 1);
            boolean shared = !folder.isEmpty()
                    && uploads.stream().allMatch(upload -> upload.name().startsWith(folder));
            return new Batch(Optional.empty(), shared ? folder.substring(0, folder.length() - 1) : "");
        }

        /// More of an import that has begun.
        public static Batch more(String run) {
            return new Batch(Optional.of(run), "");
        }
    }

    /// A file that people brought: its name is its identity in the collection.
    public static Upload of(String name, Originals.Arrived content) {
        return new Upload("file:" + name, name, Map.of(), Optional.of(content), Optional.empty());
    }

    /// The same upload as the document that another system knows by a key of its own.
    public Upload bySource(String sourceKey, Map<FactName, String> said) {
        return new Upload("source:" + sourceKey, name, said, content, refusal);
    }

    /// What the sender calls the document.
    Optional<String> title() {
        return Optional.ofNullable(given.get(FactName.TITLE));
    }

    public static Upload refused(String name, Extraction.Unreadable refusal) {
        return new Upload("file:" + name, name, Map.of(), Optional.empty(), Optional.of(refusal));
    }
}
