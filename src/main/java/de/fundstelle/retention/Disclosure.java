// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.fundstelle.access.Person;
import de.fundstelle.audit.Journal;
import de.fundstelle.chat.Conversation;
import de.fundstelle.chat.Conversations;
import de.fundstelle.chat.Turn;
import de.fundstelle.store.Database;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/// Everything that is kept about a person, for that person (Art. 15 and 20 GDPR).
///
/// Quoted passages come only as far as the person may read them today.
public final class Disclosure {

    private final Database database;
    private final Conversations conversations;
    private final Journal journal;
    private final Clock clock;

    public Disclosure(Database database, Conversations conversations, Journal journal, Clock clock) {
        this.database = database;
        this.conversations = conversations;
        this.journal = journal;
        this.clock = clock;
    }

    /// Collects everything, and writes into the journal that it was handed out.
    public Everything of(Person person) {
        journal.record(person.id(), Journal.Action.PERSON_EXPORTED, person.id(), "done");
        Map<String, Long> begun = database.read(handle -> begun(handle, person));
        return new Everything(
                clock.instant().toString(),
                database.read(handle -> account(handle, person)),
                database.read(handle -> sessions(handle, person)),
                database.read(handle -> keys(handle, person)),
                database.read(handle -> grants(handle, person)),
                database.read(handle -> corrections(handle, person)),
                conversations.all(person).stream()
                        .map(one -> OneConversation.of(one, begun.getOrDefault(one.id(), one.changed())))
                        .toList(),
                journal.concerning(person.id()).stream()
                        .map(one -> new OneEntry(
                                time(one.at()),
                                one.actor().equals(person.id()),
                                one.action(),
                                one.object(),
                                one.result()))
                        .toList());
    }

    private static Account account(Handle handle, Person person) {
        return handle.createQuery("""
                        SELECT created, enabled, coalesce(admitted, 1) AS admitted, provider, subject FROM person
                        LEFT JOIN person_identity ON person = id WHERE id = :person""")
                .bind("person", person.id())
                .map((row, context) -> new Account(
                        person.id(),
                        person.name(),
                        person.role().key(),
                        new TreeSet<>(person.groups()),
                        row.getBoolean("enabled"),
                        row.getBoolean("admitted"),
                        time(row.getLong("created")),
                        Optional.ofNullable(row.getString("provider")).orElse(""),
                        Optional.ofNullable(row.getString("subject")).orElse("")))
                .one();
    }

    private static List<OneSession> sessions(Handle handle, Person person) {
        return handle.createQuery("SELECT browser, created, used FROM session WHERE person = :person ORDER BY created")
                .bind("person", person.id())
                .map((row, context) -> new OneSession(
                        row.getString("browser"), time(row.getLong("created")), time(row.getLong("used"))))
                .list();
    }

    private static List<OneKey> keys(Handle handle, Person person) {
        return handle.createQuery(
                        "SELECT id, name, scopes, created, expires FROM api_key WHERE person = :person ORDER BY created")
                .bind("person", person.id())
                .map((row, context) -> new OneKey(
                        row.getString("id"),
                        row.getString("name"),
                        row.getString("scopes"),
                        time(row.getLong("created")),
                        time(row.getLong("expires"))))
                .list();
    }

    private static List<OneGrant> grants(Handle handle, Person person) {
        return handle.createQuery("""
                        SELECT name, level FROM collection_grant JOIN collection ON id = collection
                        WHERE person = :person ORDER BY name""")
                .bind("person", person.id())
                .map((row, context) -> new OneGrant(row.getString("name"), row.getString("level")))
                .list();
    }

    private static List<OneCorrection> corrections(Handle handle, Person person) {
        return handle.createQuery("SELECT document, name, value, at FROM correction WHERE person = :person ORDER BY at")
                .bind("person", person.id())
                .map((row, context) -> new OneCorrection(
                        row.getString("document"),
                        row.getString("name"),
                        row.getString("value"),
                        time(row.getLong("at"))))
                .list();
    }

    private static Map<String, Long> begun(Handle handle, Person person) {
        return handle.createQuery("SELECT id, created FROM conversation WHERE person = :person")
                .bind("person", person.id())
                .reduceRows(new HashMap<>(), (map, row) -> {
                    map.put(row.getColumn("id", String.class), row.getColumn("created", Long.class));
                    return map;
                });
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    /// Who somebody is here.
    ///
    /// @param admitted whether the provider let them in when it was asked last
    /// @param provider whose account it is, if it is not ours
    /// @param subject what the provider calls them
    public record Account(
            String id,
            String name,
            String role,
            Set<String> groups,
            boolean enabled,
            boolean admitted,
            String made,
            String provider,
            String subject) {}

    /// A browser that is signed in.
    ///
    /// @param used the last time, to the minute
    public record OneSession(String browser, String begun, String used) {}

    /// A key for another program.
    ///
    /// @param scopes what it is good for
    public record OneKey(String id, String name, String scopes, String made, String expires) {}

    /// A right in a collection that is the person's own, not a group's.
    public record OneGrant(String collection, String level) {}

    /// What the person put right about a document.
    public record OneCorrection(String document, String name, String value, String at) {}

    /// A conversation with all that was said.
    public record OneConversation(String title, String begun, String changed, List<OneTurn> turns) {
        static OneConversation of(Conversation conversation, long begun) {
            return new OneConversation(
                    conversation.title(),
                    time(begun),
                    time(conversation.changed()),
                    conversation.turns().stream().map(OneTurn::of).toList());
        }
    }

    /// A question and its answer.
    ///
    /// @param model who wrote the answer; empty if nobody did
    public record OneTurn(
            String asked,
            String question,
            String answer,
            String outcome,
            String reason,
            String model,
            long tookMillis,
            List<OneSource> sources) {
        static OneTurn of(Turn turn) {
            return new OneTurn(
                    time(turn.asked()),
                    turn.question(),
                    turn.answer(),
                    turn.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    turn.reason().orElse(""),
                    turn.model().orElse(""),
                    turn.tookMillis(),
                    turn.detail().passages().stream()
                            .map(quote -> new OneSource(
                                    quote.n(),
                                    quote.title(),
                                    quote.place().label(),
                                    quote.text() == null ? "" : quote.text()))
                            .toList());
        }
    }

    /// A passage that an answer quotes; without words if they may not be read any more.
    public record OneSource(int n, String title, String place, String text) {}

    /// An entry of the journal.
    ///
    /// @param actor whether the person did it; else it was done to them
    public record OneEntry(String at, boolean actor, String action, String object, String result) {}

    /// All of it; times as ISO 8601 writes them.
    public record Everything(
            String made,
            Account account,
            List<OneSession> sessions,
            List<OneKey> keys,
            List<OneGrant> grants,
            List<OneCorrection> corrections,
            List<OneConversation> conversations,
            List<OneEntry> journal) {

        private static final JsonMapper JSON = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build();

        /// For a program.
        public byte[] json() {
            try {
                return JSON.writeValueAsBytes(this);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("writing the data of a person", e);
            }
        }

        /// For reading: one page without scripts, foreign files or styles from elsewhere.
        public String html() {
            return new DisclosurePage(this).text();
        }

        static String shown(String time) {
            return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                    .withLocale(Locale.GERMANY)
                    .withZone(ZoneId.systemDefault())
                    .format(Instant.parse(time));
        }
    }
}
