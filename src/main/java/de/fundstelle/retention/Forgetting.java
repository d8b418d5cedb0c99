// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retention;

import de.fundstelle.audit.Tombstones.Tombstone;
import de.fundstelle.chat.Conversations;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Forgets in a restored database what was deleted after the backup was taken.
public final class Forgetting {

    private Forgetting() {}

    /// Deletes what the list names, remembers all of it as deleted, and gives how much was there.
    ///
    /// A collection goes last, because its documents hold on to it; one with documents that nobody deleted stays.
    public static int apply(Handle handle, List<Tombstone> deleted) {
        int forgotten = 0;
        List<String> documents = new ArrayList<>();
        for (Tombstone stone : deleted) {
            handle.execute(
                    "INSERT INTO tombstone (kind, object, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    stone.kind(),
                    stone.object(),
                    stone.at());
            switch (stone.kind()) {
                case "person" -> forgotten += handle.execute("DELETE FROM person WHERE id = ?", stone.object());
                case "key" -> forgotten += handle.execute("DELETE FROM api_key WHERE id = ?", stone.object());
                case "conversation" ->
                    forgotten += handle.execute("DELETE FROM conversation WHERE id = ?", stone.object());
                case "document" -> {
                    forgotten += handle.execute("DELETE FROM document WHERE id = ?", stone.object());
                    documents.add(stone.object());
                }
                default -> {}
            }
        }
        Conversations.forget(handle, documents);
        for (Tombstone stone : deleted) {
            if (stone.kind().equals("collection")) {
                forgotten += handle.execute(
                        "DELETE FROM collection WHERE id = ? AND NOT EXISTS (SELECT 1 FROM document d WHERE d.collection = collection.id)",
                        stone.object());
            }
        }
        return forgotten;
    }
}
