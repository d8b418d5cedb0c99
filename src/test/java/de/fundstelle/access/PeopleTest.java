// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.access.People.Result;
import de.fundstelle.audit.Journal;
import de.fundstelle.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleTest {

    private static final String PASSWORD = "ein Satz, den nur ich kenne";

    private Database database;
    private People people;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = Database.open(folder.resolve("test.db"));
        people = new People(database, Clock.systemUTC(), 12, new Journal(database, Clock.systemUTC()));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", "<b>", ".anna", "anna\n", "anna/../x", "\u202Eanna", "'; DROP TABLE person; --"})
    void refusesNamesThatAreNone(String name) {
        assertThat(people.add("test", name, Role.READER, Set.of(), PASSWORD)).isInstanceOf(Result.Refused.class);
        assertThat(people.none()).isTrue();
    }

    @Test
    void refusesPasswordsThatAreTooShortOrTooLongAndSaysWhich() {
        assertThat(refused("anna", "elf Zeichen")).contains("mindestens 12 Zeichen");
        assertThat(refused("anna", "x".repeat(1025))).contains("höchstens 1024 Zeichen");
        String longest = "ein Satz nur für mich ".repeat(50).substring(0, 1024);
        assertThat(people.add("test", "anna", Role.READER, Set.of(), longest)).isInstanceOf(Result.Done.class);
        assertThat(people.authenticate("anna", longest)).isPresent();
    }

    @Test
    void theOperatorIsNobodyWithAnAccount() {
        assertThat(people.add("test", "anna", Role.OPERATOR, Set.of(), PASSWORD))
                .isInstanceOf(Result.Refused.class);
    }

    @Test
    void aNameIsGivenOnce() {
        add("anna");
        assertThat(refused("anna", PASSWORD)).contains("gibt es schon");
        assertThat(people.all()).hasSize(1);
    }

    @Test
    void groupsAreTrimmedAndKept() {
        people.add("test", "jürgen.ö", Role.READER, Set.of(" bauamt ", "", "kasse"), PASSWORD);
        assertThat(people.named("jürgen.ö").orElseThrow().groups()).containsExactlyInAnyOrder("bauamt", "kasse");
    }

    @Test
    void onlyTheRightPasswordSignsIn() {
        add("anna");
        assertThat(people.authenticate("anna", PASSWORD)).map(Person::name).contains("anna");
        assertThat(people.authenticate("anna", PASSWORD + " ")).isEmpty();
        assertThat(people.authenticate("anna", "")).isEmpty();
        assertThat(people.authenticate("berta", PASSWORD)).isEmpty();
        assertThat(people.authenticate("anna' OR '1'='1", PASSWORD)).isEmpty();
    }

    @Test
    void unknownNamesAndEndlessPasswordsCostAsMuchAsWrongOnes() {
        add("anna");
        long wrong = nanos("anna", "ein falsches Passwort");
        assertThat(nanos("berta", "ein falsches Passwort")).isGreaterThan(wrong / 4);
        assertThat(nanos("anna", "")).isGreaterThan(wrong / 4);
        assertThat(nanos("anna", "x".repeat(100_000))).isBetween(wrong / 4, wrong * 20);
    }

    @Test
    void aPasswordIsKeptAsAHashOnly() {
        add("anna");
        String stored = database.read(handle -> handle.createQuery("SELECT password FROM person")
                .mapTo(String.class)
                .one());
        assertThat(stored).contains("argon2id").doesNotContain(PASSWORD);
    }

    @Test
    void ofManyFirstAdministratorsExactlyOneWins() throws Exception {
        People otherPart = new People(database, Clock.systemUTC(), 12, new Journal(database, Clock.systemUTC()));
        List<Future<Result>> attempts = new ArrayList<>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < 200; number++) {
                String name = "admin" + number;
                People part = number % 2 == 0 ? people : otherPart;
                attempts.add(pool.submit(() -> part.addFirst(name, PASSWORD)));
            }
        }
        int winners = 0;
        for (Future<Result> attempt : attempts) {
            winners += attempt.get() instanceof Result.Done ? 1 : 0;
        }
        assertThat(winners).isEqualTo(1);
        assertThat(people.all())
                .singleElement()
                .extracting(member -> member.person().role())
                .isEqualTo(Role.ADMINISTRATOR);
        assertThat(people.addFirst("later", PASSWORD)).isInstanceOf(Result.Refused.class);
    }

    @Test
    void theLastAdministratorCanNeitherBeErasedNorDisabledNorMadeSomethingElse() {
        String admin = administrator("admin");
        for (Result result : List.of(
                people.erase("test", admin),
                people.change("test", admin, Role.ADMINISTRATOR, Set.of(), false),
                people.change("test", admin, Role.AUDITOR, Set.of(), true))) {
            assertThat(result).isInstanceOf(Result.Refused.class);
        }
        String other = administrator("other");
        assertThat(people.change("test", other, Role.ADMINISTRATOR, Set.of(), false))
                .isInstanceOf(Result.Done.class);
        assertThat(people.erase("test", admin))
                .as("one who is disabled does not count")
                .isInstanceOf(Result.Refused.class);
        assertThat(people.erase("test", other)).isInstanceOf(Result.Done.class);
    }

    @Test
    void ofTwoAdministratorsWhoTakeEachOtherAwayAtOnceOneStays() throws Exception {
        for (int round = 0; round < 20; round++) {
            String one = administrator("one" + round);
            String other = administrator("other" + round);
            people.all().stream()
                    .map(member -> member.person().id())
                    .filter(id -> !id.equals(one) && !id.equals(other))
                    .forEach(id -> people.erase("test", id));
            List<Future<Result>> attempts = new ArrayList<>();
            List<Callable<Result>> acts = List.of(
                    () -> people.erase(one, other),
                    () -> people.change(other, one, Role.READER, Set.of(), true),
                    () -> people.change(other, one, Role.ADMINISTRATOR, Set.of(), false));
            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                (round % 2 == 0 ? acts : acts.reversed()).forEach(act -> attempts.add(pool.submit(act)));
            }
            for (Future<Result> attempt : attempts) {
                attempt.get();
            }
            assertThat(people.all())
                    .filteredOn(member -> member.enabled() && member.person().role() == Role.ADMINISTRATOR)
                    .hasSize(1);
        }
    }

    @Test
    void nothingOfSomebodyErasedIsLeftButTheIdentifierInJournalAndTombstones() {
        administrator("admin");
        String id = ((Result.Done) people.add("test", "anna", Role.READER, Set.of("bauamt"), PASSWORD))
                .person()
                .id();
        database.change(handle -> {
            handle.execute("INSERT INTO session VALUES ('h', 's', ?, 'Firefox', NULL, 1, 1)", id);
            handle.execute("INSERT INTO api_key (id, hash, person, name, created) VALUES ('k', 'kh', ?, 'n', 1)", id);
            handle.execute("INSERT INTO person_identity (provider, subject, person) VALUES ('ldap', 'anna', ?)", id);
            handle.execute("INSERT INTO conversation VALUES ('v', ?, 't', 1, 1)", id);
            handle.execute("INSERT INTO turn VALUES ('t', 'v', 1, 'q', 'a', 'o', NULL, '{}', NULL, 1, 1)");
            handle.execute(
                    "INSERT INTO collection (id, name, access_right, contact, sample, created) VALUES ('c', 'c', 'r', '', 0, 1)");
            handle.execute("INSERT INTO collection_grant VALUES ('c', 'read', NULL, ?)", id);
        });
        assertThat(people.erase("test", id)).isInstanceOf(Result.Done.class);
        List<String> where = database.read(handle -> handle
                .createQuery("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
                .mapTo(String.class)
                .list()
                .stream()
                .filter(table -> handle.createQuery("SELECT * FROM " + table)
                        .mapToMap()
                        .list()
                        .toString()
                        .contains(id))
                .toList());
        assertThat(where).containsExactlyInAnyOrder("journal", "tombstone");
        assertThat(database.<Integer>read(handle -> handle.createQuery("SELECT count(*) FROM turn")
                        .mapTo(Integer.class)
                        .one()))
                .isZero();
    }

    private String administrator(String name) {
        return ((Result.Done) people.add("test", name, Role.ADMINISTRATOR, Set.of(), PASSWORD))
                .person()
                .id();
    }

    private void add(String name) {
        assertThat(people.add("test", name, Role.READER, Set.of(), PASSWORD)).isInstanceOf(Result.Done.class);
    }

    private String refused(String name, String password) {
        return ((Result.Refused) people.add("test", name, Role.READER, Set.of(), password)).advice();
    }

    /// The fastest of three, so that a busy machine does not matter.
    private long nanos(String name, String password) {
        long best = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 3; attempt++) {
            long start = System.nanoTime();
            assertThat(people.authenticate(name, password)).isEmpty();
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }
}
