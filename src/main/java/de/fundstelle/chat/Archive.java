// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.chat;

import de.fundstelle.answer.AnswerEvent.Outcome;
import de.fundstelle.audit.Tombstones;
import de.fundstelle.document.Identifier;
import de.fundstelle.store.Database;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// Conversations in the database; every statement names the owner.
final class Archive {

    private static final RowMapper<Turn> TURN = (row, context) -> new Turn(
            row.getString("id"),
            row.getString("question"),
            row.getString("answer"),
            Outcome.valueOf(row.getString("outcome")),
            Optional.ofNullable(row.getString("reason")),
            TurnJson.read(row.getString("detail")),
            Optional.ofNullable(row.getString("model")),
            row.getLong("asked"),
            row.getLong("took_ms"));

    /// Documents of one statement.
    private static final int MOST_AT_ONCE = 500;

    private final Database database;
    private final Clock clock;

    Archive(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    String start(String person, String title) {
        String id = Identifier.fresh();
        long now = clock.millis();
        database.change(handle -> handle.execute(
                "INSERT INTO conversation (id, person, title, created, changed) VALUES (?, ?, ?, ?, ?)",
                id,
                person,
                title,
                now,
                now));
        return id;
    }

    List<Conversation.Summary> list(String person, int limit) {
        return database.read(handle -> handle.createQuery("""
                        SELECT id, title, changed FROM conversation WHERE person = :person
                        ORDER BY changed DESC LIMIT :limit""")
                .bind("person", person)
                .bind("limit", limit)
                .map((row, context) ->
                        new Conversation.Summary(row.getString("id"), row.getString("title"), row.getLong("changed")))
                .list());
    }

    Optional<Conversation> find(String person, String id) {
        return database.read(handle -> handle.createQuery(
                        "SELECT id, title, changed FROM conversation WHERE id = :id AND person = :person")
                .bind("id", id)
                .bind("person", person)
                .map((row, context) -> new Conversation(
                        row.getString("id"),
                        row.getString("title"),
                        row.getLong("changed"),
                        turns(handle, row.getString("id"))))
                .findOne());
    }

    private static List<Turn> turns(Handle handle, String conversation) {
        return handle.createQuery("SELECT * FROM turn WHERE conversation = :conversation ORDER BY ordinal")
                .bind("conversation", conversation)
                .map(TURN)
                .list();
    }

    /// Stores a turn; nothing if its conversation was deleted meanwhile.
    void add(String person, String conversation, Turn turn, Optional<String> title) {
        database.change(handle -> {
            int rows = handle.createUpdate("""
                            UPDATE conversation SET changed = :now, title = coalesce(:title, title)
                            WHERE id = :id AND person = :person""")
                    .bind("now", clock.millis())
                    .bind("title", title.orElse(null))
                    .bind("id", conversation)
                    .bind("person", person)
                    .execute();
            if (rows > 0) {
                insert(handle, conversation, turn);
            }
        });
    }

    private static void insert(Handle handle, String conversation, Turn turn) {
        handle.createUpdate("""
                        INSERT INTO turn (id, conversation, ordinal, question, answer, outcome, reason, detail, model,
                            asked, took_ms)
                        SELECT :id, :conversation, coalesce(max(ordinal), 0) + 1, :question, :answer, :outcome, :reason,
                            :detail, :model, :asked, :took
                        FROM turn WHERE conversation = :conversation""")
                .bind("id", turn.id())
                .bind("conversation", conversation)
                .bind("question", turn.question())
                .bind("answer", turn.answer())
                .bind("outcome", turn.outcome().name())
                .bind("reason", turn.reason().orElse(null))
                .bind("detail", TurnJson.write(turn.detail()))
                .bind("model", turn.model().orElse(null))
                .bind("asked", turn.asked())
                .bind("took", turn.tookMillis())
                .execute();
    }

    boolean delete(String person, String id) {
        boolean deleted = database.write(handle -> {
            boolean gone = handle.execute("DELETE FROM conversation WHERE id = ? AND person = ?", id, person) > 0;
            if (gone) {
                Tombstones.add(handle, Tombstones.Kind.CONVERSATION, List.of(id), clock.millis());
            }
            return gone;
        });
        if (deleted) {
            database.purge(); // if somebody reads just now, the next purge empties the log
        }
        return deleted;
    }

    /// Deletes what has not been changed since a moment; gives the number of conversations.
    int deleteUnchangedSince(long before) {
        return database.write(handle -> {
            List<String> gone = handle.createQuery("DELETE FROM conversation WHERE changed < :before RETURNING id")
                    .bind("before", before)
                    .mapTo(String.class)
                    .list();
            Tombstones.add(handle, Tombstones.Kind.CONVERSATION, gone, clock.millis());
            return gone.size();
        });
    }

    /// Every conversation of a person, the oldest first.
    List<String> ids(String person) {
        return database.read(
                handle -> handle.createQuery("SELECT id FROM conversation WHERE person = :person ORDER BY created")
                        .bind("person", person)
                        .mapTo(String.class)
                        .list());
    }

    /// Changes the turns that quote one of these documents, a bounded number of which is asked for at a time.
    void rewrite(Collection<String> documents, UnaryOperator<Turn> change) {
        List<String> all = List.copyOf(documents);
        for (int start = 0; start < all.size(); start += MOST_AT_ONCE) {
            List<String> some = all.subList(start, Math.min(all.size(), start + MOST_AT_ONCE));
            database.change(handle -> rewriteSome(handle, some, change));
        }
    }

    /// The same in one transaction of somebody else.
    static void rewrite(Handle handle, Collection<String> documents, UnaryOperator<Turn> change) {
        List<String> all = List.copyOf(documents);
        for (int start = 0; start < all.size(); start += MOST_AT_ONCE) {
            rewriteSome(handle, all.subList(start, Math.min(all.size(), start + MOST_AT_ONCE)), change);
        }
    }

    private static void rewriteSome(Handle handle, List<String> documents, UnaryOperator<Turn> change) {
        handle.createQuery("""
                        SELECT * FROM turn WHERE EXISTS (
                            SELECT 1 FROM json_each(detail, '$.passages') passage
                            WHERE json_extract(passage.value, '$.document') IN (<documents>))""")
                .bindList("documents", documents)
                .map(TURN)
                .list()
                .forEach(turn -> rewrite(handle, change.apply(turn)));
    }

    private static void rewrite(Handle handle, Turn turn) {
        handle.execute(
                "UPDATE turn SET answer = ?, detail = ? WHERE id = ?",
                turn.answer(),
                TurnJson.write(turn.detail()),
                turn.id());
    }
}
