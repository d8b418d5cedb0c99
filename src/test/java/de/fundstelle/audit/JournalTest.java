// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.audit;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @Test
    void entriesAreAppendedInOrderWithTimeActorAndResult(@TempDir Path folder) {
        try (Database database = Database.open(folder.resolve("test.db"))) {
            Journal journal = new Journal(database, Clock.fixed(Instant.ofEpochMilli(42), ZoneOffset.UTC));
            journal.record("p1", Journal.Action.COLLECTION_MADE, "c1", "done");
            journal.record("operator", Journal.Action.VERIFIED, "", "0 findings");
            List<String> entries = database.read(handle -> handle.createQuery(
                            "SELECT at || ' ' || actor || ' ' || action || ' ' || object || ' ' || result FROM journal ORDER BY id")
                    .mapTo(String.class)
                    .list());
            assertThat(entries).containsExactly("42 p1 COLLECTION_MADE c1 done", "42 operator VERIFIED  0 findings");
        }
    }
}
