// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/// What was deleted, by identifier alone, so that a backup from before forgets it again when it is restored.
///
/// A tombstone belongs into the transaction of the deletion.
public final class Tombstones {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Tombstones() {}

    /// What can be deleted for good.
    public enum Kind {
        PERSON,
        KEY,
        CONVERSATION,
        COLLECTION,
        DOCUMENT;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// One deletion.
    ///
    /// @param kind in lower case
    /// @param at milliseconds since 1970
    public record Tombstone(String kind, String object, long at) {

        public Tombstone {
            Kind.valueOf(Objects.requireNonNull(kind, "kind").toUpperCase(Locale.ROOT));
            Objects.requireNonNull(object, "object");
        }

        /// As a line of the list outside the database.
        public String line() {
            try {
                return JSON.writeValueAsString(this);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("writing a tombstone", e);
            }
        }

        /// Reads such a line.
        ///
        /// @throws IllegalArgumentException if it is none
        public static Tombstone read(String line) {
            try {
                Tombstone stone = JSON.readValue(line, Tombstone.class);
                if (stone == null) {
                    throw new IllegalArgumentException("not a tombstone: " + line);
                }
                return stone;
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("not a tombstone: " + line, e);
            }
        }
    }

    /// Remembers deletions.
    public static void add(Handle handle, Kind kind, Collection<String> objects, long now) {
        for (String object : objects) {
            handle.execute(
                    "INSERT INTO tombstone (kind, object, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    kind.key(),
                    object,
                    now);
        }
    }

    /// All that are remembered, the oldest first.
    public static List<Tombstone> all(Handle handle) {
        return handle.createQuery("SELECT kind, object, at FROM tombstone ORDER BY at, kind, object")
                .map((row, context) -> new Tombstone(row.getString("kind"), row.getString("object"), row.getLong("at")))
                .list();
    }
}
