// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.fundstelle.audit.Journal.Entry;
import de.fundstelle.store.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Ties the entries of the journal together: each carries a hash over itself and the hash of the one before.
///
/// The hash is SHA-256 over the UTF-8 of the JSON array
/// `["hash before", id, at, "actor", "action", "object", "result"]`, written without blanks, in hexadecimal;
/// whoever has the exported lines can compute it with any tool.
/// The anchor is the last entry that retention took away; before the first entry its hash is empty.
final class Chain {

    private static final JsonMapper JSON = new JsonMapper();

    /// More findings than that say nothing new.
    private static final int MOST_FINDINGS = 20;

    private Chain() {}

    /// An entry as the next one needs it.
    record Link(long id, String hash) {

        Entry next(long at, String actor, String action, String object, String result) {
            return new Entry(
                    id + 1, at, actor, action, object, result, hashOf(hash, id + 1, at, actor, action, object, result));
        }

        boolean leadsTo(Entry entry) {
            return entry.id() == id + 1
                    && entry.hash()
                            .equals(hashOf(
                                    hash,
                                    entry.id(),
                                    entry.at(),
                                    entry.actor(),
                                    entry.action(),
                                    entry.object(),
                                    entry.result()));
        }
    }

    private static String hashOf(
            String before, long id, long at, String actor, String action, String object, String result) {
        try {
            byte[] bytes = JSON.writeValueAsString(List.of(before, id, at, actor, action, object, result))
                    .getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java writes JSON and has SHA-256", e);
        }
    }

    private static List<Link> anchors(Handle handle) {
        return handle.createQuery("SELECT through, hash FROM journal_anchor")
                .map((row, context) -> new Link(row.getLong("through"), String.valueOf(row.getString("hash"))))
                .list();
    }

    private static Link anchor(Handle handle) {
        List<Link> anchors = anchors(handle);
        if (anchors.size() != 1) {
            throw new IllegalStateException(
                    "the journal has %d beginnings instead of one; somebody changed its table, restore a backup"
                            .formatted(anchors.size()));
        }
        return anchors.getFirst();
    }

    /// The newest entry, or the anchor if there is none.
    static Link head(Handle handle) {
        Link anchor = anchor(handle);
        return handle.createQuery("SELECT id, hash FROM journal WHERE id > :through ORDER BY id DESC LIMIT 1")
                .bind("through", anchor.id())
                .map((row, context) -> new Link(row.getLong("id"), row.getString("hash")))
                .findOne()
                .orElse(anchor);
    }

    static void moveAnchor(Handle handle, Entry last) {
        handle.execute("UPDATE journal_anchor SET through = ?, hash = ?", last.id(), last.hash());
    }

    /// Whether an entry is in the journal as it was noted, or is the last that retention took away.
    static boolean holds(Handle handle, Journal.Witness noted) {
        return anchors(handle).contains(new Link(noted.id(), noted.hash()))
                || handle.createQuery("SELECT count(*) FROM journal WHERE id = :id AND hash = :hash")
                                .bind("id", noted.id())
                                .bind("hash", noted.hash())
                                .mapTo(Integer.class)
                                .one()
                        > 0;
    }

    /// Walks the whole chain; once more if retention shortened it meanwhile.
    static List<String> findings(Database database, Optional<Journal.Witness> witness) {
        List<Link> begun = database.read(Chain::anchors);
        List<String> findings = walk(database, begun, witness);
        for (List<Link> now = database.read(Chain::anchors); !now.equals(begun); now = database.read(Chain::anchors)) {
            begun = now;
            findings = walk(database, begun, witness);
        }
        return findings;
    }

    private static List<String> walk(Database database, List<Link> anchors, Optional<Journal.Witness> witness) {
        if (anchors.size() != 1) {
            return List.of("journal: it has %d beginnings instead of one; its table was changed, restore a backup"
                    .formatted(anchors.size()));
        }
        List<String> findings = new ArrayList<>();
        Link anchor = anchors.getFirst();
        int before = database.read(handle -> strangers(handle, anchor));
        if (before > 0) {
            findings.add("journal: %d entries stand before its beginning, entry %d; they were put there"
                    .formatted(before, anchor.id() + 1));
        }
        Link link = anchor;
        boolean shortened = anchor.hash().isEmpty();
        for (List<Entry> entries = after(database, link); !entries.isEmpty(); entries = after(database, link)) {
            for (Entry entry : entries) {
                if (!link.leadsTo(entry) && findings.size() < MOST_FINDINGS) {
                    findings.add(
                            "journal: entry %d does not follow from entry %d; it, or entries before it, were changed or removed"
                                    .formatted(entry.id(), link.id()));
                }
                shortened |= entry.action().equals(Journal.Action.JOURNAL_SHORTENED.name())
                        && entry.object().equals(String.valueOf(anchor.id()))
                        && entry.result().equals(anchor.hash());
                link = new Link(entry.id(), entry.hash());
            }
        }
        if (!shortened) {
            findings.add("journal: it begins after entry %d, and no entry says that retention shortened it there"
                    .formatted(anchor.id()));
        }
        witness.filter(noted -> !database.read(handle -> holds(handle, noted)))
                .ifPresent(noted -> findings.add(missing(noted, anchor)));
        return findings;
    }

    /// Entries from before there was a chain have no hash; they are the only ones that may stand before its beginning.
    private static int strangers(Handle handle, Link anchor) {
        return handle.createQuery(
                        "SELECT count(*) FROM journal WHERE id <= :through AND (id < 1 OR hash <> '' OR :hash <> '')")
                .bind("through", anchor.id())
                .bind("hash", anchor.hash())
                .mapTo(Integer.class)
                .one();
    }

    private static String missing(Journal.Witness noted, Link anchor) {
        return noted.id() <= anchor.id()
                ? "journal: entry %d, which was noted outside the database, is older than the journal, which begins after entry %d; if retention did not take it away, entries were removed; compare with a newer note"
                        .formatted(noted.id(), anchor.id())
                : "journal: entry %d, which was noted outside the database, is not in it; entries were changed or removed"
                        .formatted(noted.id());
    }

    private static List<Entry> after(Database database, Link link) {
        return database.read(handle -> Journal.after(handle, link.id(), Long.MIN_VALUE));
    }
}
