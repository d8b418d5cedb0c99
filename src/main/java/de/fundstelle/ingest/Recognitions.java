// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.fundstelle.ingest.reader.RecognizedPage;
import de.fundstelle.store.Database;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// The pages that are only a picture: which wait to be recognized, and what was read on the others.
///
/// They belong to the original, not to a document: the same scan is recognized once, however often it is brought, and
/// what was read is gone with the last document that needs the original.
final class Recognitions {

    /// After so many pages a long scan can be found by those that were recognized so far.
    private static final int PAGES_PER_READING = 20;

    private static final JsonMapper JSON = new JsonMapper();

    private final Database database;
    private final Clock clock;

    Recognitions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// A page that waits.
    record Page(String original, int number) {}

    /// Puts pages in line, within the transaction that writes down what was read of their document. Pages that were all
    /// recognized meanwhile, for a copy of it, put the document in line to be read once more.
    static void want(Handle handle, String original, Collection<Integer> pages, long sequence) {
        for (int page : pages) {
            handle.execute(
                    "INSERT INTO recognition (original, page, sequence) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    original,
                    page,
                    sequence);
        }
        if (!pages.isEmpty() && left(handle, original) == 0) {
            readAgain(handle, original);
        }
    }

    /// Forgets the pages that nobody could look at, of the refused files of an import: they are tried once more.
    static void forgetFailed(Handle handle, String run) {
        handle.execute("""
                DELETE FROM recognition WHERE json_extract(lines, '$.failed') AND original IN (
                    SELECT original FROM import WHERE run = ? AND state = 'refused')""", run);
    }

    /// As above, for an original that is brought once more; says whether there were any.
    static boolean forgetFailedOf(Handle handle, String original) {
        return handle.execute(
                        "DELETE FROM recognition WHERE json_extract(lines, '$.failed') AND original = ?", original)
                > 0;
    }

    private static int left(Handle handle, String original) {
        return handle.createQuery("SELECT count(*) FROM recognition WHERE original = :original AND lines IS NULL")
                .bind("original", original)
                .mapTo(Integer.class)
                .one();
    }

    /// The pages of an original that were recognized, as a JSON list of [RecognizedPage]; empty if there are none.
    String recognized(String original) {
        List<String> pages = database.read(handle -> handle.createQuery("""
                        SELECT lines FROM recognition WHERE original = :original AND lines IS NOT NULL ORDER BY page""")
                .bind("original", original)
                .mapTo(String.class)
                .list());
        return pages.isEmpty() ? "" : "[" + String.join(",", pages) + "]";
    }

    /// The page that came first, without those that are being recognized and those of paused imports.
    Optional<Page> next(Set<Page> taken) {
        return database.read(handle -> handle
                .createQuery("""
                        SELECT r.original, r.page FROM recognition r WHERE r.lines IS NULL AND r.original NOT IN (
                            SELECT coalesce(i.original, d.original)
                            FROM import_run u JOIN import i ON i.run = u.id JOIN document d ON d.id = i.document
                            WHERE u.state = 'paused' AND coalesce(i.original, d.original) IS NOT NULL)
                        ORDER BY r.sequence, r.page LIMIT :most""")
                .bind("most", taken.size() + 1)
                .map((row, context) -> new Page(row.getString("original"), row.getInt("page")))
                .stream()
                .filter(page -> !taken.contains(page))
                .findFirst());
    }

    /// Keeps what was read on a page; nothing happens if the original is gone. With the last page of an original, and
    /// after every twentieth, its documents are in line to be read once more.
    void keep(String original, RecognizedPage page) {
        database.change(handle -> {
            handle.execute(
                    "UPDATE recognition SET lines = ?, finished = ?, confidence = ? WHERE original = ? AND page = ?",
                    json(page),
                    clock.millis(),
                    page.lines().isEmpty() ? null : page.confidence(),
                    original,
                    page.number());
            if (left(handle, original) % PAGES_PER_READING == 0) {
                readAgain(handle, original);
            }
        });
    }

    private static void readAgain(Handle handle, String original) {
        handle.execute(
                "UPDATE import SET state = 'waiting', recognizing = 0 WHERE recognizing = 1 AND original = ?",
                original);
        handle.execute("""
                INSERT INTO rereading (document) SELECT id FROM document WHERE original = ? AND version IS NOT NULL
                ON CONFLICT (document) DO UPDATE SET claimed = 0""", original);
    }

    /// How sure recognition was of the pages of an original, by page; without the pages on which nothing stands.
    Map<Integer, Integer> confidence(String original) {
        return database.read(handle -> handle.createQuery("""
                        SELECT page, confidence FROM recognition
                        WHERE original = :original AND confidence IS NOT NULL""")
                .bind("original", original)
                .reduceRows(new TreeMap<Integer, Integer>(), (pages, row) -> {
                    pages.put(row.getColumn("page", Integer.class), row.getColumn("confidence", Integer.class));
                    return pages;
                }));
    }

    private static String json(RecognizedPage page) {
        try {
            return JSON.writeValueAsString(page);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing a recognized page as JSON", e);
        }
    }
}
