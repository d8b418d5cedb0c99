// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// What happens to the files of an import that somebody gave up, within the transactions of [Runs] and [Ledger].
final class GivingUp {

    static final Extraction.Unreadable CANCELLED = new Extraction.Unreadable(
            "Der Import wurde abgebrochen, bevor die Datei gelesen war.",
            "Wiederholen Sie den Import für die nicht aufgenommenen Dateien.");

    private GivingUp() {}

    /// Those of some imports that somebody gave up.
    static List<String> cancelled(Handle handle, Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : handle.createQuery("SELECT id FROM import_run WHERE state = 'cancelled' AND id IN (<ids>)")
                        .bindList("ids", List.copyOf(ids))
                        .mapTo(String.class)
                        .list();
    }

    /// Gives up what waits of a cancelled import: at once, and later what was still on its way then, such as the parts
    /// of a package that was being read.
    ///
    /// @return how many files it was
    static int giveUp(Handle handle, String run, long now, long change) {
        handle.execute("""
                DELETE FROM recognition WHERE lines IS NULL AND original IN (
                    SELECT coalesce(i.original, d.original) FROM import i JOIN document d ON d.id = i.document
                    WHERE i.run = ?)
                AND NOT EXISTS (
                    SELECT 1 FROM import o JOIN document e ON e.id = o.document
                    WHERE recognition.original IN (o.original, e.original) AND o.run IS NOT ?
                        AND o.state IN ('waiting', 'reading', 'searchable', 'complete'))""", run, run);
        handle.createUpdate("""
                        UPDATE document SET state = 'refused', reason = :reason, advice = :advice, changed = :now
                        WHERE version IS NULL AND id IN (SELECT document FROM import
                            WHERE run = :run AND (state = 'waiting' OR recognizing = 1))""")
                .bind("run", run)
                .bind("reason", CANCELLED.reason())
                .bind("advice", CANCELLED.advice())
                .bind("now", now)
                .execute();
        return handle.createUpdate("""
                        UPDATE import SET state = 'refused', recognizing = 0, given_up = 1, reason = :reason,
                            advice = :advice, seconds = 0, finished = :now, change = :change
                        WHERE run = :run AND (state = 'waiting' OR recognizing = 1)""")
                .bind("run", run)
                .bind("reason", CANCELLED.reason())
                .bind("advice", CANCELLED.advice())
                .bind("now", now)
                .bind("change", change)
                .execute();
    }
}
