// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import de.fundstelle.document.DocumentText;
import de.fundstelle.document.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a document states about itself, as far as it could be read without a doubt. Pure.
///
/// Precision comes before completeness: no fact rather than a wrong one.
///
/// @param facts at most one for each name
/// @param changes what an amending norm changes, section by section
public record SelfDescription(List<Fact> facts, List<Change> changes) {

    /// Counts upwards when documents are to be looked at again after an upgrade.
    static final int GENERATION = 1;

    public SelfDescription {
        facts = List.copyOf(facts);
        changes = List.copyOf(changes);
    }

    /// Looks at a document.
    ///
    /// @param suggested the title that the file's properties or its first heading suggest
    public static SelfDescription of(DocumentText text, Optional<String> suggested) {
        Reading reading = Reading.of(text);
        Optional<Fact> title = title(reading, suggested);
        Optional<Fact> kind = Kinds.of(reading, title);
        boolean norm = kind.map(Fact::value)
                .flatMap(Kind::of)
                .filter(SelfDescription::isNorm)
                .isPresent();
        Statements statements = new Statements(reading);
        Optional<Fact> date = statements.date(kind, title, norm ? Force.place(reading) : -1);
        Map<FactName, Fact> facts = new LinkedHashMap<>();
        title.ifPresent(fact -> put(facts, fact));
        kind.ifPresent(fact -> put(facts, fact));
        date.ifPresent(fact -> put(facts, fact));
        statements.version(title).ifPresent(fact -> put(facts, fact));
        statements.fileNumber().ifPresent(fact -> put(facts, fact));
        List<Change> changes = new ArrayList<>();
        if (norm) {
            Force.of(reading, date).facts().forEach(fact -> put(facts, fact));
            statements.amendedBy().ifPresent(fact -> put(facts, fact));
            title.flatMap(named -> Changes.target(reading, named)).ifPresent(target -> {
                put(facts, target);
                changes.addAll(Changes.of(reading));
            });
        }
        return new SelfDescription(new ArrayList<>(facts.values()), changes);
    }

    /// A fact by its name.
    public Optional<Fact> fact(FactName name) {
        return facts.stream().filter(fact -> fact.name() == name).findFirst();
    }

    /// The title that the document states itself.
    public Optional<String> title() {
        return fact(FactName.TITLE).map(Fact::value);
    }

    private static void put(Map<FactName, Fact> facts, Fact fact) {
        facts.putIfAbsent(fact.name(), fact);
    }

    private static boolean isNorm(Kind kind) {
        return switch (kind) {
            case BY_LAW, FEE_SCHEDULE, REGULATION, LAW, RULES, INSTRUCTION, NOTICE -> true;
            case MINUTES, FORM, CONTRACT, E_MAIL, PRESENTATION, TABLE, OTHER -> false;
        };
    }

    /// A norm's own title in its text is better than what properties say of it.
    private static Optional<Fact> title(Reading reading, Optional<String> suggested) {
        boolean mail = !reading.text().blocks().isEmpty()
                && reading.text().blocks().getFirst().kind() == de.fundstelle.document.Block.Kind.MAIL_HEAD;
        boolean parted = reading.text().blocks().stream()
                .limit(1)
                .anyMatch(
                        block -> block.place().slide() != null || block.place().sheet() != null);
        Optional<Fact> norm = mail || parted ? Optional.empty() : Titles.of(reading);
        Optional<Fact> offered = suggested
                .map(Reading::line)
                .filter(title ->
                        !title.isEmpty() && title.length() <= FactName.TITLE.longest() && !Titles.isGeneric(title))
                .map(title -> offered(reading, title));
        if (norm.isEmpty() || offered.isEmpty()) {
            return norm.or(() -> offered);
        }
        boolean more = Titles.opens(offered.get().value())
                && offered.get().value().length() > norm.get().value().length()
                && offered.get().start() < offered.get().end();
        return more ? offered : norm;
    }

    private static Fact offered(Reading reading, String title) {
        int at = reading.words().indexOf(title);
        return at < 0 || at > reading.head()
                ? new Fact(FactName.TITLE, title, Place.NONE, 0, 0)
                : reading.fact(FactName.TITLE, title, at, at + title.length());
    }
}
