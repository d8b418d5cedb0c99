// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import de.fundstelle.audit.Journal;
import de.fundstelle.document.Place;
import de.fundstelle.store.Database;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// What is stated about documents: read in them, given by the system that brought them, or put right by a person.
///
/// Thread-safe; it keeps nothing but the database. It knows no rights: callers name documents that the person in front
/// of them may read. All that it says about a document comes from the collection of that document.
public final class Facts {

    private final Database database;
    private final Clock clock;
    private final Journal journal;

    public Facts(Database database, Clock clock, Journal journal) {
        this.database = database;
        this.clock = clock;
        this.journal = journal;
    }

    /// Something that is stated about a document.
    ///
    /// @param read what stands in the document, whether it counts or not
    /// @param origin who says so
    public record Stated(FactName name, String value, Optional<Fact> read, Origin origin) {}

    /// Who says what counts; each goes before those above.
    public enum Origin {
        /// It was read in the document.
        READ,
        /// The system that brought the document.
        GIVEN,
        /// A person.
        CORRECTED
    }

    /// Another document of the same collection that acts on this one, or that this one acts on.
    ///
    /// @param from the first day, if it is known
    public record Related(String document, String title, Optional<LocalDate> from) {}

    /// What a document acts on, and what acts on it.
    public record Relatives(
            List<Related> supersedes, List<Related> supersededBy, List<Related> amends, List<Related> amendedBy) {}

    /// Writes down what was read in a version of a document, in the transaction that writes the document down.
    public void write(Handle handle, String document, String version, SelfDescription description) {
        Set<String> before = Bonds.neighbours(handle, List.of(document));
        handle.execute("DELETE FROM fact WHERE document = ?", document);
        for (Fact fact : description.facts()) {
            handle.execute(
                    "INSERT INTO fact (document, name, value, page, sheet, slide, begins, ends) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    document,
                    fact.name().key(),
                    fact.value(),
                    fact.place().page(),
                    fact.place().sheet(),
                    fact.place().slide(),
                    fact.start(),
                    fact.end());
        }
        handle.execute("DELETE FROM section_change WHERE document = ?", document);
        int ordinal = 0;
        for (Change change : description.changes()) {
            handle.execute(
                    "INSERT INTO section_change (document, ordinal, section, text, begins, ends) VALUES (?, ?, ?, ?, ?, ?)",
                    document,
                    ordinal++,
                    change.section(),
                    change.text(),
                    change.start(),
                    change.end());
        }
        handle.execute(
                "INSERT OR REPLACE INTO described (document, version, generation) VALUES (?, ?, ?)",
                document,
                version,
                SelfDescription.GENERATION);
        Bonds.file(handle, document, Bonds.stated(handle, document));
        before.add(document);
        Bonds.relate(handle, before);
    }

    /// The documents whose relations change when these are removed; to be asked before.
    public Set<String> neighbours(Handle handle, Collection<String> documents) {
        Set<String> neighbours = Bonds.neighbours(handle, documents);
        neighbours.removeAll(documents);
        return neighbours;
    }

    /// Finds the relations of these documents anew.
    public void relate(Handle handle, Collection<String> documents) {
        Bonds.relate(handle, documents);
    }

    /// Writes down what the system that brings a document says about it, instead of what it said before, in the
    /// transaction that writes the document down.
    ///
    /// @param values as [Value] brings them into form, none of them empty
    public void give(Handle handle, String document, Map<FactName, String> values) {
        Given.replace(handle, document, values);
    }

    /// The title that a document was given, by a person or by the system that brought it.
    public Optional<String> givenTitle(String document) {
        return database.read(handle -> givenTitle(handle, document));
    }

    /// As above, within a transaction.
    public static Optional<String> givenTitle(Handle handle, String document) {
        return handle.createQuery("""
                        SELECT value FROM correction WHERE document = :document AND name = 'title' AND value <> ''
                        UNION ALL SELECT value FROM given WHERE document = :document AND name = 'title' LIMIT 1""")
                .bind("document", document)
                .mapTo(String.class)
                .findOne();
    }

    /// Documents that were read, but not looked at for facts by this generation of the program.
    public List<String> unseen(int most) {
        return database.read(handle -> handle.createQuery("""
                        SELECT e.document FROM extraction e LEFT JOIN described r ON r.document = e.document
                        WHERE r.document IS NULL OR r.version <> e.version OR r.generation < :generation LIMIT :most""")
                .bind("generation", SelfDescription.GENERATION)
                .bind("most", most)
                .mapTo(String.class)
                .list());
    }

    /// As [#write], for a document that was read before; nothing, if another version serves meanwhile.
    public void writeLater(String document, String version, SelfDescription description) {
        database.change(handle -> {
            int serving = handle.createQuery(
                            "SELECT count(*) FROM extraction WHERE document = :id AND version = :version")
                    .bind("id", document)
                    .bind("version", version)
                    .mapTo(Integer.class)
                    .one();
            if (serving > 0) {
                write(handle, document, version, description);
            }
        });
    }

    /// All that is stated about a document.
    public List<Stated> of(String document) {
        return database.read(handle -> {
            Map<FactName, Fact> read = read(handle, document);
            Map<FactName, String> given = Given.of(handle, document);
            Map<FactName, String> corrected = corrected(handle, document);
            List<Stated> all = new ArrayList<>();
            for (FactName name : FactName.values()) {
                Optional<Fact> fact = Optional.ofNullable(read.get(name));
                if (corrected.containsKey(name)) {
                    all.add(new Stated(name, corrected.get(name), fact, Origin.CORRECTED));
                } else if (given.containsKey(name)) {
                    all.add(new Stated(name, given.get(name), fact, Origin.GIVEN));
                } else if (fact.isPresent()) {
                    all.add(new Stated(name, fact.get().value(), fact, Origin.READ));
                }
            }
            return all;
        });
    }

    private static Map<FactName, Fact> read(Handle handle, String document) {
        Map<FactName, Fact> read = new EnumMap<>(FactName.class);
        handle.createQuery("SELECT * FROM fact WHERE document = :document")
                .bind("document", document)
                .map((row, context) -> new Fact(
                        FactName.of(row.getString("name")).orElseThrow(),
                        row.getString("value"),
                        new Place((Integer) row.getObject("page"), null, row.getString("sheet"), (Integer)
                                row.getObject("slide")),
                        row.getInt("begins"),
                        row.getInt("ends")))
                .forEach(fact -> read.put(fact.name(), fact));
        return read;
    }

    private static Map<FactName, String> corrected(Handle handle, String document) {
        Map<FactName, String> corrected = new EnumMap<>(FactName.class);
        handle.createQuery("SELECT name, value FROM correction WHERE document = :document")
                .bind("document", document)
                .map((row, context) ->
                        Map.entry(FactName.of(row.getString("name")).orElseThrow(), row.getString("value")))
                .forEach(entry -> corrected.put(entry.getKey(), entry.getValue()));
        return corrected;
    }

    /// Puts a value in the place of what was read, or says with an empty one that there is no such fact.
    ///
    /// @param value as [Value] brings it into form
    public void correct(String actor, String document, FactName name, String value) {
        database.change(handle -> {
            Set<String> before = Bonds.neighbours(handle, List.of(document));
            handle.createUpdate("""
                            INSERT INTO correction (document, name, value, former, person, at)
                            SELECT d.id, :name, :value, CASE WHEN :name = 'title' THEN d.title END,
                                (SELECT id FROM person WHERE id = :actor), :at
                            FROM document d WHERE d.id = :document
                            ON CONFLICT (document, name) DO UPDATE SET
                                value = excluded.value, person = excluded.person, at = excluded.at""")
                    .bind("name", name.key())
                    .bind("value", value)
                    .bind("actor", actor)
                    .bind("at", clock.millis())
                    .bind("document", document)
                    .execute();
            changed(handle, actor, document, name, before, "corrected");
        });
    }

    /// Takes a person's value away; what was given or read counts again.
    ///
    /// @return for the title: what it is now, if there was anything to take away
    public Optional<String> restore(String actor, String document, FactName name) {
        return database.write(handle -> {
            Set<String> before = Bonds.neighbours(handle, List.of(document));
            Optional<Optional<String>> former = handle.createQuery(
                            "DELETE FROM correction WHERE document = :document AND name = :name RETURNING former")
                    .bind("document", document)
                    .bind("name", name.key())
                    .map((row, context) -> Optional.ofNullable(row.getString("former")))
                    .findOne();
            if (former.isEmpty()) {
                return Optional.empty();
            }
            changed(handle, actor, document, name, before, "as read");
            return Optional.ofNullable(Bonds.stated(handle, document).get(name)).or(former::get);
        });
    }

    private void changed(Handle handle, String actor, String document, FactName name, Set<String> before, String how) {
        Bonds.file(handle, document, Bonds.stated(handle, document));
        before.add(document);
        Bonds.relate(handle, before);
        journal.append(handle, actor, Journal.Action.FACT_CORRECTED, document, name.key() + " " + how);
    }

    /// What a document supersedes and amends, and what does that to it.
    public Relatives relatives(String document) {
        return database.read(handle -> new Relatives(
                Bonds.targets(handle, document, Relations.Sort.SUPERSEDES),
                Bonds.sources(handle, document, Relations.Sort.SUPERSEDES),
                Bonds.targets(handle, document, Relations.Sort.AMENDS),
                Bonds.sources(handle, document, Relations.Sort.AMENDS)));
    }

    /// How documents stand at a date; those about which nothing is known are [Standing#UNKNOWN].
    public Map<String, Standing> standing(Collection<String> documents, LocalDate date) {
        return documents.isEmpty() ? Map.of() : database.read(handle -> Standings.of(handle, documents, date));
    }

    /// Which documents of these collections a choice takes, by what counts about them.
    public Set<String> chosen(Choice choice, Set<String> collections) {
        return database.read(handle -> choice.documents(handle, collections));
    }
}
