// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.fundstelle.access.Keys;
import de.fundstelle.access.People;
import de.fundstelle.access.Person;
import de.fundstelle.access.Sessions;
import de.fundstelle.audit.Journal;
import de.fundstelle.chat.Conversation;
import de.fundstelle.chat.Conversations;
import de.fundstelle.chat.Turn;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Everything that is kept about a person, for that person (Art. 15 and 20 GDPR).
///
/// Quoted passages come only as far as the person may read them today.
public final class Disclosure {

    private final People people;
    private final Sessions sessions;
    private final Keys keys;
    private final Conversations conversations;
    private final Journal journal;
    private final Clock clock;

    public Disclosure(
            People people, Sessions sessions, Keys keys, Conversations conversations, Journal journal, Clock clock) {
        this.people = people;
        this.sessions = sessions;
        this.keys = keys;
        this.conversations = conversations;
        this.journal = journal;
        this.clock = clock;
    }

    /// Collects everything, and writes into the journal that it was handed out.
    public Everything of(Person person) {
        String provider =
                people.member(person.id()).flatMap(People.Member::provider).orElse("");
        Everything everything = new Everything(
                clock.instant().toString(),
                new Account(person.id(), person.name(), person.role().key(), new TreeSet<>(person.groups()), provider),
                sessions.list(person).stream()
                        .map(one -> new OneSession(one.browser(), time(one.begun())))
                        .toList(),
                keys.list(person).stream()
                        .map(one -> new OneKey(one.name(), time(one.made()), time(one.expires())))
                        .toList(),
                conversations.all(person).stream().map(OneConversation::of).toList(),
                journal.concerning(person.id()).stream()
                        .map(one -> new OneEntry(
                                time(one.at()),
                                one.actor().equals(person.id()),
                                one.action(),
                                one.object(),
                                one.result()))
                        .toList());
        journal.record(person.id(), Journal.Action.PERSON_EXPORTED, person.id(), "done");
        return everything;
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    /// Who somebody is here.
    ///
    /// @param provider whose account it is, if it is not ours
    public record Account(String id, String name, String role, Set<String> groups, String provider) {}

    /// A browser that is signed in.
    public record OneSession(String browser, String begun) {}

    /// A key for another program.
    public record OneKey(String name, String made, String expires) {}

    /// A conversation with all that was said.
    public record OneConversation(String title, String changed, List<OneTurn> turns) {
        static OneConversation of(Conversation conversation) {
            return new OneConversation(
                    conversation.title(),
                    time(conversation.changed()),
                    conversation.turns().stream().map(OneTurn::of).toList());
        }
    }

    /// A question and its answer.
    public record OneTurn(String asked, String question, String answer, String outcome, List<OneSource> sources) {
        static OneTurn of(Turn turn) {
            return new OneTurn(
                    time(turn.asked()),
                    turn.question(),
                    turn.answer(),
                    turn.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'),
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
