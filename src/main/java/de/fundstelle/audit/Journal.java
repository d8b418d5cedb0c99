// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.fundstelle.store.Database;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// Who did what to the system, with what result: appended, never changed, each entry chained to the one before.
///
/// It takes identifiers of people and objects; never names, questions or words of documents.
/// Nothing is recorded of reading, searching and asking.
/// What an act changes and its entry belong into one transaction: [#append] takes the handle of it.
public final class Journal {

    /// Rows that one look into the journal shows at the most.
    public static final int MOST = 1000;

    /// Longer results are cut; an entry must fit into one datagram.
    private static final int LONGEST_RESULT = 2000;

    /// Rows read at a time where all of them pass by.
    private static final int AT_ONCE = 500;

    private static final RowMapper<Entry> ENTRY = (row, context) -> new Entry(
            row.getLong("id"),
            row.getLong("at"),
            row.getString("actor"),
            row.getString("action"),
            row.getString("object"),
            row.getString("result"),
            row.getString("hash"));

    private final Database database;
    private final Clock clock;

    public Journal(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// What can be done to the system.
    public enum Action {
        PERSON_ADDED,
        PERSON_CHANGED,
        PERSON_DISABLED,
        PERSON_ENABLED,
        PERSON_ERASED,
        PERSON_EXPORTED,
        PASSWORD_CHANGED,
        SIGN_IN_FAILED,
        SIGN_IN_SLOWED,
        SESSIONS_ENDED,
        KEY_MADE,
        KEY_REVOKED,
        COLLECTION_MADE,
        COLLECTION_CHANGED,
        GRANTS_CHANGED,
        COLLECTION_DELETED,
        DOCUMENTS_UPLOADED,
        FACT_CORRECTED,
        DOCUMENT_DELETED,
        IMPORT_CONTROLLED,
        SEARCHED_AS_OPERATOR,
        SEARCH_IN_NAME_APPROVED,
        SEARCHED_IN_NAME,
        BACKUP_TAKEN,
        BACKUP_RESTORED,
        VERIFIED,
        JOURNAL_EXPORTED,
        JOURNAL_SHORTENED,
        RETENTION_ENFORCED,
        SOURCE_CONFIRMED,
        SOURCE_PAUSED,
        SOURCE_RESUMED,
        SOURCE_SCANNED,
        SOURCE_VANISHED_DECIDED
    }

    /// Appends an entry in a transaction of its own.
    ///
    /// @param actor identifier of the person, or "operator", "nobody", "system"
    /// @param object identifier of what it was done to
    public void record(String actor, Action action, String object, String result) {
        database.change(handle -> append(handle, actor, action, object, result));
    }

    /// Appends an entry in the transaction of what it tells about.
    public void append(Handle handle, String actor, Action action, String object, String result) {
        Chain.Link last = Chain.head(handle);
        Entry entry = last.next(clock.millis(), actor, action.name(), object, cut(result));
        handle.createUpdate("""
                        INSERT INTO journal (id, at, actor, action, object, result, hash)
                        VALUES (:id, :at, :actor, :action, :object, :result, :hash)""")
                .bind("id", entry.id())
                .bind("at", entry.at())
                .bind("actor", entry.actor())
                .bind("action", entry.action())
                .bind("object", entry.object())
                .bind("result", entry.result())
                .bind("hash", entry.hash())
                .execute();
    }

    private static String cut(String result) {
        if (result.length() <= LONGEST_RESULT) {
            return result;
        }
        int end =
                Character.isHighSurrogate(result.charAt(LONGEST_RESULT - 2)) ? LONGEST_RESULT - 2 : LONGEST_RESULT - 1;
        return result.substring(0, end) + "…";
    }

    /// One act.
    ///
    /// @param at milliseconds since 1970
    /// @param hash of this entry and of the one before; see [Chain]
    public record Entry(long id, long at, String actor, String action, String object, String result, String hash) {

        private static final JsonMapper JSON = new JsonMapper();

        /// As one line of JSON; everything is in it that its hash is computed from.
        public String line() {
            try {
                return JSON.writeValueAsString(this);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("writing an entry of the journal", e);
            }
        }
    }

    /// The newest entries, the newest first, of those older than one.
    ///
    /// @param before identifier of an entry; absent for the newest
    public List<Entry> newest(Optional<Long> before, Optional<String> action, int limit) {
        return database.read(handle -> handle.createQuery("""
                        SELECT * FROM journal WHERE id < :before AND (:action IS NULL OR action = :action)
                        ORDER BY id DESC LIMIT :limit""")
                .bind("before", before.orElse(Long.MAX_VALUE))
                .bind("action", action.orElse(null))
                .bind("limit", Math.min(limit, MOST))
                .map(ENTRY)
                .list());
    }

    /// Hands on every entry since a moment, the oldest first.
    public void each(long since, Consumer<Entry> consumer) {
        long last = 0;
        List<Entry> entries = after(last, since);
        while (!entries.isEmpty()) {
            entries.forEach(consumer);
            last = entries.getLast().id();
            entries = after(last, since);
        }
    }

    private List<Entry> after(long id, long since) {
        return database.read(handle -> after(handle, id, since));
    }

    static List<Entry> after(Handle handle, long id, long since) {
        return handle.createQuery("SELECT * FROM journal WHERE id > :id AND at >= :since ORDER BY id LIMIT :limit")
                .bind("id", id)
                .bind("since", since)
                .bind("limit", AT_ONCE)
                .map(ENTRY)
                .list();
    }

    /// Entries that name somebody: who acted, was acted upon or was given something; the oldest first.
    public List<Entry> concerning(String person) {
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM journal WHERE actor = :person OR object = :person OR instr(result, :person) > 0 ORDER BY id")
                .bind("person", person)
                .map(ENTRY)
                .list());
    }

    /// Deletes the entries older than a moment, moves the anchor of the chain and says so in an entry.
    ///
    /// Only what stands before the first entry to be kept: a clock that was wrong for a while, either way,
    /// must not take younger entries along, nor keep older ones for ever.
    ///
    /// @return how many entries went
    public int shorten(long before) {
        return database.write(handle -> {
            Optional<Entry> last = handle.createQuery("""
                            SELECT * FROM journal WHERE at < :before
                            AND id < (SELECT max(id) FROM journal)
                            AND id < coalesce((SELECT min(id) FROM journal WHERE at >= :before AND at <= :now), 1 << 62)
                            ORDER BY id DESC LIMIT 1""")
                    .bind("before", before)
                    .bind("now", clock.millis())
                    .map(ENTRY)
                    .findOne();
            if (last.isEmpty()) {
                return 0;
            }
            Chain.moveAnchor(handle, last.get());
            int rows = handle.execute(
                    "DELETE FROM journal WHERE id <= ?", last.get().id());
            append(
                    handle,
                    "system",
                    Action.JOURNAL_SHORTENED,
                    String.valueOf(last.get().id()),
                    last.get().hash());
            return rows;
        });
    }

    /// What is wrong with the chain, one English sentence each; empty if all is well.
    ///
    /// @param witness an entry that was noted outside the database, if there is one
    public List<String> findings(Optional<Witness> witness) {
        return Chain.findings(database, witness);
    }

    /// Whether an entry is still here as it was noted.
    boolean holds(Witness noted) {
        return database.read(handle -> Chain.holds(handle, noted));
    }

    /// The newest entry's number and hash: whoever keeps them elsewhere can prove later that nothing before was
    /// changed.
    public Witness head() {
        Chain.Link head = database.read(Chain::head);
        return new Witness(head.id(), head.hash());
    }

    /// An entry that somebody noted.
    public record Witness(long id, String hash) {

        @Override
        public String toString() {
            return id + ":" + hash;
        }

        /// Reads what [#toString] wrote.
        public static Optional<Witness> of(String text) {
            int colon = text.indexOf(':');
            try {
                return colon < 1
                        ? Optional.empty()
                        : Optional.of(new Witness(
                                Long.parseLong(text.substring(0, colon)),
                                text.substring(colon + 1).strip()));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
    }
}
