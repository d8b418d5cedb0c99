// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retention;

import de.fundstelle.access.People;
import de.fundstelle.access.Person;
import de.fundstelle.store.Database;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.JdbiException;

/// How much the system is used: numbers per calendar week and unit, never per person, day or hour.
///
/// Thread-safe. A number is added to the whole authority and to the person's unit, if that is large enough,
/// at the moment it happens; who it was is not kept. Nothing is counted of an authority of fewer than five. Only weeks
/// that are over are told,
/// so that nobody can watch a number move.
public final class Usage {

    private static final System.Logger LOG = System.getLogger(Usage.class.getName());

    /// The number of the whole authority.
    private static final String ALL = "";

    /// For how long units are taken as they were.
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Database database;
    private final Clock clock;
    private final People people;
    private final ReentrantLock lock = new ReentrantLock();
    private Units units = Units.of(List.of());
    private long known = Long.MIN_VALUE;

    public Usage(Database database, Clock clock, People people) {
        this.database = database;
        this.clock = clock;
        this.people = people;
    }

    /// What is counted.
    public enum Kind {
        QUESTIONS,
        SEARCHES;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// One number.
    ///
    /// @param week as ISO 8601 writes it: 2027-W05
    /// @param unit empty for the whole authority
    public record Cell(String week, String unit, String kind, long number) {}

    /// Counts one.
    public void count(Person person, Kind kind) {
        String week = week();
        Units now = units(person);
        if (!now.tellable()) {
            return;
        }
        List<String> counted = now.of(person).map(unit -> List.of(ALL, unit)).orElse(List.of(ALL));
        try {
            database.change(handle -> counted.forEach(unit -> handle.execute("""
                    INSERT INTO usage (week, unit, kind, number) VALUES (?, ?, ?, 1)
                    ON CONFLICT (week, unit, kind) DO UPDATE SET number = number + 1""", week, unit, kind.key())));
        } catch (JdbiException e) { // a full disk must not keep anybody from searching
            LOG.log(Level.WARNING, "a use was not counted; is the disk full?", e);
        }
    }

    /// Looked up anew for somebody who has just come: alone in no unit, they would be what the total leaves over.
    private Units units(Person person) {
        long now = clock.millis();
        lock.lock();
        try {
            if (known == Long.MIN_VALUE || now - known > FRESH.toMillis() || !units.knows(person)) {
                units = Units.of(people.all().stream()
                        .filter(People.Member::enabled)
                        .map(People.Member::person)
                        .toList());
                known = now;
            }
            return units;
        } finally {
            lock.unlock();
        }
    }

    /// The numbers of weeks that are over, the newest first.
    public List<Cell> published() {
        return database.read(handle -> handle.createQuery(
                        "SELECT week, unit, kind, number FROM usage WHERE week < :week ORDER BY week DESC, kind, unit")
                .bind("week", week())
                .map((row, context) -> new Cell(
                        row.getString("week"), row.getString("unit"), row.getString("kind"), row.getLong("number")))
                .list());
    }

    /// Deletes the numbers of weeks that began before a moment.
    int deleteBefore(long moment) {
        return database.write(handle -> handle.execute("DELETE FROM usage WHERE week < ?", week(moment)));
    }

    private String week() {
        return week(clock.millis());
    }

    private static String week(long millis) {
        LocalDate day = java.time.Instant.ofEpochMilli(millis)
                .atZone(ZoneId.systemDefault())
                .toLocalDate();
        return "%d-W%02d".formatted(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }
}
