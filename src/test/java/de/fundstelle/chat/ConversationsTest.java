// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.fundstelle.access.Collection;
import de.fundstelle.access.Collection.Description;
import de.fundstelle.access.Collections;
import de.fundstelle.access.Grant;
import de.fundstelle.access.Level;
import de.fundstelle.access.People;
import de.fundstelle.access.Person;
import de.fundstelle.access.Role;
import de.fundstelle.answer.AnswerEvent;
import de.fundstelle.answer.AnswerEvent.Outcome;
import de.fundstelle.answer.Answerer;
import de.fundstelle.audit.Journal;
import de.fundstelle.config.Settings;
import de.fundstelle.document.Document;
import de.fundstelle.document.Passage;
import de.fundstelle.document.Place;
import de.fundstelle.index.PassageIndex;
import de.fundstelle.ingest.Library;
import de.fundstelle.models.FakeModelServer;
import de.fundstelle.models.Models;
import de.fundstelle.retrieve.Retriever;
import de.fundstelle.store.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ConversationsTest {

    private static final String ASKED = "Wie hoch ist die Hundesteuer für den ersten Hund?";
    private static final String RATES = "Die Hundesteuer beträgt für den ersten Hund 60 Euro im Jahr.";

    private final List<AnswerEvent> events = new ArrayList<>();
    private Database database;
    private PassageIndex index;
    private Collections collections;
    private Collection collection;
    private FakeModelServer fake;
    private Models models;
    private Conversations conversations;
    private Person anna;
    private Person berta;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        database = Database.open(folder.resolve("test.db"));
        index = PassageIndex.open(folder.resolve("index"));
        collections = new Collections(database, Clock.systemUTC(), new Journal(database, Clock.systemUTC()));
        collection = ((Collections.Saved.Done) collections.make(
                        "test", "Satzungen", Set.of(Grant.group(Level.READ, "kasse")), Description.of("Amt 2"), false))
                .collection();
        People people = new People(database, Clock.systemUTC(), 12, new Journal(database, Clock.systemUTC()));
        anna = person(people, "anna");
        berta = person(people, "berta");
        Document document =
                new Document("d1", "v1", "hund.pdf", "Hundesteuersatzung", collection.id(), collection.right(), false);
        index.replace(
                document,
                List.of(new Passage(document, 0, Place.onPage(2).in("§ 4"), List.of(), RATES, 0, RATES.length())));
        index.commit();
        database.change(handle -> handle.execute("""
                INSERT INTO document (id, collection, source_key, name, title, state, version, passages, changed)
                VALUES ('d1', ?, 'file:hund.pdf', 'hund.pdf', 'Hundesteuersatzung', 'complete', 'v1', 1, 1)""", collection.id()));
        fake = new FakeModelServer();
        use(Settings.Provider.NONE);
    }

    @AfterEach
    void close() throws IOException {
        models.close();
        fake.close();
        index.close();
        database.close();
    }

    @Test
    void aConversationIsItsOwnersAlone() throws Exception {
        String id = ask(ASKED);
        assertThat(conversations.find(berta, id)).isEmpty();
        assertThat(conversations.delete(berta, id)).isFalse();
        assertThat(conversations.list(berta)).isEmpty();
        assertThat(conversations.list(anna)).hasSize(1);
        assertThat(conversations.delete(anna, id)).isTrue();
        assertThat(conversations.find(anna, id)).isEmpty();
        assertThat(conversations.delete(anna, id)).isFalse();
    }

    @Test
    void whatIsShownIsWhatIsStored() throws Exception {
        Turn turn = only(ask(ASKED));
        AnswerEvent.Done done = (AnswerEvent.Done) events.getLast();
        assertThat(turn.outcome()).isEqualTo(Outcome.EXCERPTS);
        assertThat(turn.question()).isEqualTo(ASKED);
        assertThat(turn.answer()).isEqualTo(done.answer()).contains("60 Euro");
        assertThat(turn.detail().citations()).isEqualTo(done.citations()).isNotEmpty();
        assertThat(turn.detail().sentences()).isEqualTo(done.sentences());
        assertThat(turn.detail().passages()).singleElement().satisfies(quote -> {
            assertThat(quote.text()).isEqualTo(RATES);
            assertThat(quote.place().label()).isEqualTo("§ 4, Seite 2");
        });
        assertThat(turn.reason()).isPresent();
    }

    @Test
    void theFirstQuestionIsTheTitleAndLaterOnesAreNot() throws Exception {
        String id = ask("  Was kostet\n der   erste Hund?  ");
        assertThat(conversations.find(anna, id).orElseThrow().title()).isEqualTo("Was kostet der erste Hund?");
        askIn(id, "Und der zweite Hund?");
        Conversation conversation = conversations.find(anna, id).orElseThrow();
        assertThat(conversation.title()).isEqualTo("Was kostet der erste Hund?");
        assertThat(conversation.turns()).extracting(Turn::question).last().isEqualTo("Und der zweite Hund?");
    }

    @Test
    void aLongTitleEndsAtAWord() throws Exception {
        String id = ask("Hundesteuer ".repeat(50));
        assertThat(conversations.find(anna, id).orElseThrow().title())
                .hasSizeLessThanOrEqualTo(80)
                .endsWith("Hundesteuer…");
        String wall = ask("x".repeat(500));
        assertThat(conversations.find(anna, wall).orElseThrow().title()).hasSize(80);
    }

    @Test
    void storedWordsGoWithTheRightAndComeBackWithIt() throws Exception {
        String id = ask(ASKED);
        Collection closed = done(collections.change(
                "test", collection, "Satzungen", Set.of(Grant.group(Level.READ, "forst")), Description.of("")));
        assertGone(only(id));
        collections.change("test", closed, "Satzungen", Set.of(Grant.group(Level.READ, "kasse")), Description.of(""));
        assertThat(only(id).answer()).contains("60 Euro");
    }

    @Test
    void storedWordsGoWithTheDocument() throws Exception {
        String id = ask(ASKED);
        database.change(handle -> handle.execute("DELETE FROM document"));
        assertGone(only(id));
    }

    @Test
    void whatWasDeclinedStaysForItSaysNothingOfADocument() throws Exception {
        String id = ask("Wer komponierte die Oper Fidelio?");
        assertThat(only(id).outcome()).isEqualTo(Outcome.DECLINED);
        database.change(handle -> handle.execute("DELETE FROM document"));
        assertThat(only(id).answer()).contains("nichts gefunden");
    }

    @Test
    void anAnswerThatIsStoppedAfterItsFirstWordsIsKeptAsBrokenOffAndItsWordsGoToo() throws Exception {
        use(Settings.Provider.OLLAMA);
        fake.then(FakeModelServer.stallAfter("Die Hundesteuer beträgt ", "60 Euro im Jahr [1]. ", "Mehr steht"));
        String id = conversations.start(anna);
        Conversation conversation = conversations.find(anna, id).orElseThrow();
        Thread asking = Thread.currentThread();
        assertThatThrownBy(() -> conversations.ask(anna, conversation, ASKED, List.of(collection), happening -> {
                    if (happening.event() instanceof AnswerEvent.Words) {
                        asking.interrupt();
                    }
                }))
                .isInstanceOf(InterruptedException.class);
        Turn turn = only(id);
        assertThat(turn.outcome()).isEqualTo(Outcome.BROKEN_OFF);
        assertThat(turn.answer()).isNotBlank();
        assertThat("Die Hundesteuer beträgt 60 Euro im Jahr [1]. Mehr steht")
                .startsWith(turn.answer().strip());
        database.change(handle -> handle.execute("DELETE FROM document"));
        assertGone(only(id));
    }

    @Test
    void anAnswerToAConversationThatWasDeletedMeanwhileIsNotStored() throws Exception {
        String id = conversations.start(anna);
        Conversation conversation = conversations.find(anna, id).orElseThrow();
        conversations.delete(anna, id);
        conversations.ask(anna, conversation, ASKED, List.of(collection), happening -> {});
        int turns = database.read(handle -> handle.createQuery("SELECT count(*) FROM turn")
                .mapTo(Integer.class)
                .one());
        assertThat(turns).isZero();
    }

    private void assertGone(Turn turn) {
        assertThat(turn.answer()).contains("nicht mehr").doesNotContain("Euro").doesNotContain("Hund");
        assertThat(turn.detail().citations()).isEmpty();
        assertThat(turn.detail().sentences()).isEmpty();
        assertThat(turn.detail().passages()).isNotEmpty().allSatisfy(quote -> {
            assertThat(quote.text()).isNull();
            assertThat(quote.headings()).isEmpty();
        });
    }

    private String ask(String text) throws InterruptedException {
        String id = conversations.start(anna);
        askIn(id, text);
        return id;
    }

    private void askIn(String id, String text) throws InterruptedException {
        events.clear();
        conversations.ask(
                anna,
                conversations.find(anna, id).orElseThrow(),
                text,
                List.of(collection),
                happening -> events.add(happening.event()));
    }

    private Turn only(String id) {
        return conversations.find(anna, id).orElseThrow().turns().getFirst();
    }

    private void use(Settings.Provider provider) {
        if (models != null) {
            models.close();
        }
        Duration patience = Duration.ofSeconds(10);
        Settings.Chat chat =
                new Settings.Chat(provider, fake.url(), "fake", Optional.empty(), 8192, 256, 1, 1, patience, patience);
        Settings.Retrieve retrieve = new Settings.Retrieve(8, 0);
        models = Models.open(new Settings.Models(
                chat, new Settings.Embedding(Settings.Provider.NONE, fake.url(), "", Optional.empty())));
        Retriever retriever = new Retriever(index, Optional.empty(), retrieve);
        conversations = new Conversations(
                database,
                new Answerer(models.chat(), models.permits(), retriever::retrieve, chat, retrieve),
                collections,
                new Library(database),
                Clock.systemUTC());
    }

    private static Person person(People people, String name) {
        return ((People.Result.Done) people.add("test", name, Role.READER, Set.of("kasse"), "ein langes Kennwort"))
                .person();
    }

    private static Collection done(Collections.Saved saved) {
        return ((Collections.Saved.Done) saved).collection();
    }
}
