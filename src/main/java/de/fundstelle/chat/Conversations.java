// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.chat;

import de.fundstelle.access.Access;
import de.fundstelle.access.Collection;
import de.fundstelle.access.Collections;
import de.fundstelle.access.Person;
import de.fundstelle.answer.AnswerEvent;
import de.fundstelle.answer.AnswerEvent.Outcome;
import de.fundstelle.answer.AnswerEvent.Support;
import de.fundstelle.answer.Answerer;
import de.fundstelle.answer.Question;
import de.fundstelle.ingest.Library;
import de.fundstelle.ingest.LibraryDocument;
import de.fundstelle.store.Database;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The conversations of each person, and the asking in them.
///
/// Thread-safe. A conversation answers to its owner only; for everybody else it does not exist.
public final class Conversations {

    /// The most conversations of one list.
    private static final int MOST_LISTED = 500;

    /// Earlier exchanges that a question is understood from.
    private static final int MOST_EARLIER = 6;

    private static final int LONGEST_TITLE = 80;

    private final Archive archive;
    private final Answerer answerer;
    private final Collections collections;
    private final Library library;
    private final Clock clock;

    public Conversations(Database database, Answerer answerer, Collections collections, Library library, Clock clock) {
        this.archive = new Archive(database, clock);
        this.answerer = answerer;
        this.collections = collections;
        this.library = library;
        this.clock = clock;
    }

    /// Starts an empty conversation and gives its identifier.
    public String start(Person person) {
        return archive.start(person.id(), "Neues Gespräch");
    }

    /// The person's conversations, newest first.
    public List<Conversation.Summary> list(Person person) {
        return archive.list(person.id(), MOST_LISTED);
    }

    /// One conversation with all its turns; words that the person may not read today are left out.
    public Optional<Conversation> find(Person person, String id) {
        return archive.find(person.id(), id)
                .map(conversation -> new Conversation(
                        conversation.id(),
                        conversation.title(),
                        conversation.changed(),
                        readableToday(person, conversation.turns())));
    }

    /// Deletes a conversation; false if there is none of this person.
    ///
    /// Its words are gone from the disk, too, when this returns.
    public boolean delete(Person person, String id) {
        return archive.delete(person.id(), id);
    }

    /// Every conversation of a person with its turns, the oldest first; words that may not be read today are left out.
    public List<Conversation> all(Person person) {
        return archive.ids(person.id()).stream()
                .flatMap(id -> find(person, id).stream())
                .toList();
    }

    /// Takes the words of deleted documents out of everything that quoted them, for good.
    public void forget(java.util.Collection<String> documents) {
        Set<String> gone = Set.copyOf(documents);
        archive.rewrite(gone, turn -> without(gone, turn));
    }

    /// As [#forget(java.util.Collection)], in a database that nobody else uses yet.
    public static void forget(Handle handle, java.util.Collection<String> documents) {
        Set<String> gone = Set.copyOf(documents);
        Archive.rewrite(handle, gone, turn -> without(gone, turn));
    }

    private static Turn without(Set<String> gone, Turn turn) {
        Turn left = readableToday(turn, document -> !gone.contains(document));
        return left.withDetail(new Turn.Detail(
                left.detail().citations(),
                left.detail().sentences(),
                left.detail().passages().stream()
                        .map(quote -> gone.contains(quote.document()) ? quote.withoutTitle() : quote)
                        .toList()));
    }

    /// Deletes what has not been asked in since a moment; gives the number of conversations.
    public int deleteUnchangedSince(long before) {
        return archive.deleteUnchangedSince(before);
    }

    private List<Turn> readableToday(Person person, List<Turn> turns) {
        Map<String, Collection> all = new HashMap<>();
        collections.all().forEach(collection -> all.put(collection.id(), collection));
        Map<String, Boolean> readable = new HashMap<>();
        return turns.stream()
                .map(turn -> readableToday(
                        turn,
                        document -> readable.computeIfAbsent(
                                document,
                                id -> library.document(id)
                                        .map(LibraryDocument::collection)
                                        .map(all::get)
                                        .filter(collection -> Access.mayRead(person, collection))
                                        .isPresent())))
                .toList();
    }

    /// An answer quotes its passages; it goes with the first of them that may not be read any more.
    ///
    /// Of an answer that does not prove every sentence nobody knows where its words are from: it goes with any
    /// passage.
    private static Turn readableToday(Turn turn, Predicate<String> readable) {
        List<Turn.Quote> quotes = turn.detail().passages().stream()
                .map(quote -> readable.test(quote.document()) ? quote : quote.withoutWords())
                .toList();
        Set<Integer> gone = quotes.stream()
                .filter(quote -> quote.text() == null)
                .map(Turn.Quote::n)
                .collect(Collectors.toSet());
        boolean lost = turn.outcome() != Outcome.DECLINED
                && !gone.isEmpty()
                && (!proven(turn.detail())
                        || turn.detail().citations().stream().anyMatch(citation -> gone.contains(citation.n())));
        return new Turn(
                turn.id(),
                turn.question(),
                lost
                        ? "Diese Antwort stützte sich auf Unterlagen, die Sie nicht mehr lesen dürfen oder die es nicht mehr gibt."
                        : turn.answer(),
                turn.outcome(),
                turn.reason(),
                lost
                        ? new Turn.Detail(List.of(), List.of(), quotes)
                        : new Turn.Detail(
                                turn.detail().citations(), turn.detail().sentences(), quotes),
                turn.model(),
                turn.asked(),
                turn.tookMillis());
    }

    private static boolean proven(Turn.Detail detail) {
        return !detail.sentences().isEmpty()
                && detail.sentences().stream().allMatch(sentence -> sentence.state() == Support.SUPPORTED);
    }

    /// Asks in a conversation that the person owns; every event goes to the sink as it happens.
    ///
    /// The turn is stored at its end, also when it breaks off. Interrupting the calling thread cancels in every
    /// phase; what was said so far is stored as broken off.
    ///
    /// @param searched the collections to look into; all of them readable by the person
    public void ask(
            Person person, Conversation conversation, String text, List<Collection> searched, Consumer<Happening> sink)
            throws InterruptedException {
        Question question = question(person, conversation, text, searched);
        Recording recording = new Recording(text, clock.millis());
        try {
            answerer.answer(question, event -> {
                recording.note(event);
                if (event instanceof AnswerEvent.Done) {
                    store(person, conversation, recording);
                }
                sink.accept(new Happening(event, recording.id()));
            });
        } catch (InterruptedException e) {
            if (recording.begun()) {
                recording.breakOff(clock.millis());
                store(person, conversation, recording);
            }
            throw e;
        }
    }

    /// An event of a turn.
    ///
    /// @param turn identifier of the turn that it belongs to
    public record Happening(AnswerEvent event, String turn) {}

    private void store(Person person, Conversation conversation, Recording recording) {
        Optional<String> title =
                conversation.turns().isEmpty() ? Optional.of(title(recording.question())) : Optional.empty();
        archive.add(person.id(), conversation.id(), recording.turn(), title);
    }

    private static String title(String question) {
        String line = question.strip().replaceAll("\\s+", " ");
        if (line.length() <= LONGEST_TITLE) {
            return line;
        }
        int blank = line.lastIndexOf(' ', LONGEST_TITLE - 1);
        return line.substring(0, blank > LONGEST_TITLE / 2 ? blank : LONGEST_TITLE - 1) + "…";
    }

    private Question question(Person person, Conversation conversation, String text, List<Collection> searched) {
        List<Turn> turns = conversation.turns();
        List<Question.Exchange> earlier = turns.subList(Math.max(0, turns.size() - MOST_EARLIER), turns.size()).stream()
                .map(turn -> new Question.Exchange(turn.question(), turn.answer()))
                .toList();
        return new Question(
                text,
                person.id(),
                Access.readers(person, searched),
                searched.stream().map(Collection::id).collect(Collectors.toSet()),
                earlier,
                holdings(searched));
    }

    private Question.Holdings holdings(List<Collection> searched) {
        Map<String, Library.Holdings> all = library.holdings();
        List<Library.Holdings> here = searched.stream()
                .map(collection -> all.getOrDefault(collection.id(), Library.Holdings.NONE))
                .toList();
        return new Question.Holdings(
                here.stream().mapToInt(Library.Holdings::readable).sum(),
                here.stream().mapToInt(Library.Holdings::unread).sum(),
                searched.stream()
                        .map(Collection::contact)
                        .filter(contact -> !contact.isBlank())
                        .distinct()
                        .toList());
    }
}
