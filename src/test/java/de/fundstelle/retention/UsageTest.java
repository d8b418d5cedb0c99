// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retention;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.access.People;
import de.fundstelle.access.Person;
import de.fundstelle.access.Role;
import de.fundstelle.access.SettableClock;
import de.fundstelle.audit.Journal;
import de.fundstelle.retention.Usage.Cell;
import de.fundstelle.retention.Usage.Kind;
import de.fundstelle.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTest {

    private static final Duration WEEK = Duration.ofDays(7);

    private final SettableClock clock = new SettableClock();
    private Database database;
    private People people;
    private Usage usage;
    private int number;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = Database.open(folder.resolve("test.db"));
        people = new People(database, clock, 12, new Journal(database, clock));
        usage = new Usage(database, clock, people);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /// What a reader of the numbers learns: each unit, the total, and what is left when units are taken from the total.
    @Test
    void noNumberAndNoDifferenceOfNumbersIsAboutOneToFourPeople() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 5000; round++) {
            List<Person> everybody = authority(random, random.nextInt(40), 1 + random.nextInt(8));
            Units units = Units.of(everybody);
            Map<String, Integer> sizes = new HashMap<>();
            everybody.forEach(person -> units.of(person).ifPresent(unit -> sizes.merge(unit, 1, Integer::sum)));
            int rest = everybody.size()
                    - sizes.values().stream().mapToInt(Integer::intValue).sum();
            String message = "seed %d, round %d, units %s of %d".formatted(seed, round, sizes, everybody.size());
            if (units.tellable()) {
                assertThat(everybody.size()).as(message).isGreaterThanOrEqualTo(5);
                assertThat(sizes.values()).as(message).allMatch(size -> size >= 5);
                assertThat(rest).as(message).matches(left -> left == 0 || left >= 5);
                everybody.forEach(person -> units.of(person)
                        .ifPresent(
                                unit -> assertThat(person.groups()).as(message).contains(unit)));
            } else {
                assertThat(everybody.size()).as(message).isLessThan(5);
            }
        }
    }

    @Test
    void theNumbersOfAWeekAreToldWhenItIsOver() {
        List<Person> office = group("bürgerbüro", 6);
        count(office.getFirst(), 3);
        assertThat(usage.published()).as("the running week").isEmpty();
        clock.advance(WEEK);
        assertThat(usage.published())
                .containsExactlyInAnyOrder(
                        new Cell("2026-W02", "", "questions", 3), new Cell("2026-W02", "bürgerbüro", "questions", 3));
    }

    @Test
    void anAuthorityOfFewerThanFiveIsNotCountedAtAll() {
        count(group("kasse", 4).getFirst(), 3);
        clock.advance(WEEK);
        assertThat(usage.published()).isEmpty();
    }

    /// Otherwise their numbers would be what the total leaves over when the unit is taken from it.
    @Test
    void whoHasJustComeDoesNotStandAloneBesideAUnit() {
        Person first = group("bürgerbüro", 6).getFirst();
        count(first, 1);
        Person fresh = person(Set.of());
        count(fresh, 7);
        count(first, 2);
        clock.advance(WEEK);
        Map<String, Long> numbers = numbers();
        assertThat(numbers.get("")).isEqualTo(10);
        assertThat(numbers.get("bürgerbüro"))
                .as("counted before the new one came")
                .isEqualTo(1);
        count(first, 5);
        clock.advance(WEEK);
        assertThat(numbers().keySet())
                .as("with one in no unit, none of six is told")
                .containsExactly("");
    }

    @Test
    void noTableHoldsAPersonOrATimeOfDay() {
        Person person = group("bauamt", 5).getFirst();
        count(person, 2);
        List<Map<String, Object>> rows = database.read(
                handle -> handle.createQuery("SELECT * FROM usage").mapToMap().list());
        assertThat(rows).hasSize(2).allSatisfy(row -> {
            assertThat(row.keySet()).containsExactlyInAnyOrder("week", "unit", "kind", "number");
            assertThat(row.values()).doesNotContain(person.id(), person.name());
        });
    }

    @Test
    void aUseThatCannotBeWrittenDownKeepsNobodyFromSearching() {
        Person person = group("bauamt", 5).getFirst();
        count(person, 1);
        database.change(handle -> handle.execute("DROP TABLE usage"));
        count(person, 1);
    }

    private Map<String, Long> numbers() {
        Map<String, Long> numbers = new HashMap<>();
        String newest = usage.published().getFirst().week();
        usage.published().stream()
                .filter(cell -> cell.week().equals(newest))
                .forEach(cell -> numbers.put(cell.unit(), cell.number()));
        return numbers;
    }

    private void count(Person person, int times) {
        for (int time = 0; time < times; time++) {
            usage.count(person, Kind.QUESTIONS);
        }
    }

    private List<Person> group(String name, int size) {
        List<Person> members = new ArrayList<>();
        for (int member = 0; member < size; member++) {
            members.add(person(Set.of(name)));
        }
        return members;
    }

    private Person person(Set<String> groups) {
        People.Result added =
                people.add("test", "person" + number++, Role.READER, groups, "ein Satz, den nur ich kenne");
        return ((People.Result.Done) added).person();
    }

    private static List<Person> authority(Random random, int size, int groups) {
        List<Person> everybody = new ArrayList<>();
        for (int person = 0; person < size; person++) {
            Set<String> theirs = new HashSet<>();
            for (int group = 0; group < groups; group++) {
                if (random.nextInt(groups + 1) == 0) {
                    theirs.add("group" + group);
                }
            }
            everybody.add(new Person("p" + person, "name" + person, Role.READER, theirs));
        }
        return everybody;
    }
}
