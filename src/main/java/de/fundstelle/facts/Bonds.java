// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// The tables of stems and relations: which documents belong together, and how.
final class Bonds {

    /// More documents under one stem are no versions of one norm; they are compared in this number only.
    private static final int MOST_AKIN = 100;

    private Bonds() {}

    /// What is stated about a document, corrections included.
    static Map<FactName, String> stated(Handle handle, String document) {
        return stated(handle, List.of(document)).getOrDefault(document, Map.of());
    }

    /// The same for several documents, by document; none for those that state nothing.
    private static Map<String, Map<FactName, String>> stated(Handle handle, Collection<String> documents) {
        return handle.createQuery("SELECT document, name, value FROM stated WHERE document IN (<documents>)")
                .bindList("documents", List.copyOf(documents))
                .reduceRows(new HashMap<>(), (map, row) -> {
                    FactName.of(row.getColumn("name", String.class))
                            .ifPresent(name -> map.computeIfAbsent(
                                            row.getColumn("document", String.class),
                                            each -> new EnumMap<>(FactName.class))
                                    .put(name, row.getColumn("value", String.class)));
                    return map;
                });
    }

    /// Files a document under its stems.
    static void file(Handle handle, String document, Map<FactName, String> stated) {
        handle.execute("DELETE FROM stem WHERE document = ?", document);
        for (String stem : Norm.stems(stated)) {
            handle.execute(
                    "INSERT INTO stem (document, collection, stem) SELECT id, collection, ? FROM document WHERE id = ?",
                    stem,
                    document);
        }
    }

    /// Documents of the same collection that share a stem with these, themselves included.
    static Set<String> neighbours(Handle handle, Collection<String> documents) {
        if (documents.isEmpty()) {
            return new LinkedHashSet<>();
        }
        return new LinkedHashSet<>(handle.createQuery("""
                        SELECT DISTINCT other.document FROM stem own
                        JOIN stem other ON other.collection = own.collection AND other.stem = own.stem
                        WHERE own.document IN (<documents>) LIMIT :most""")
                .bindList("documents", List.copyOf(documents))
                .bind("most", MOST_AKIN)
                .mapTo(String.class)
                .list());
    }

    /// Finds the relations of these documents and their neighbours anew.
    static void relate(Handle handle, Collection<String> documents) {
        if (documents.isEmpty()) {
            return;
        }
        Set<String> akin = neighbours(handle, documents);
        Set<String> all = new LinkedHashSet<>(documents);
        all.addAll(akin);
        handle.createUpdate("DELETE FROM relation WHERE document IN (<all>) OR target IN (<all>)")
                .bindList("all", List.copyOf(all))
                .execute();
        Map<String, Map<FactName, String>> stated = stated(handle, all);
        List<Norm> norms = new ArrayList<>();
        for (String document : akin) {
            Map<FactName, String> own = stated.getOrDefault(document, Map.of());
            norms.add(new Norm(document, Norm.own(own), own));
        }
        for (Relations.Relation relation : Relations.among(norms)) {
            handle.execute(
                    "INSERT OR REPLACE INTO relation (document, target, sort, starts) VALUES (?, ?, ?, ?)",
                    relation.document(),
                    relation.target(),
                    key(relation.sort()),
                    relation.from().map(LocalDate::toString).orElse(null));
        }
    }

    static List<Facts.Related> targets(Handle handle, String document, Relations.Sort sort) {
        return related(handle, "r.target", "r.document", document, sort);
    }

    static List<Facts.Related> sources(Handle handle, String document, Relations.Sort sort) {
        return related(handle, "r.document", "r.target", document, sort);
    }

    private static List<Facts.Related> related(
            Handle handle, String shown, String known, String document, Relations.Sort sort) {
        return handle.createQuery("SELECT d.id, d.title, r.starts FROM relation r JOIN document d ON d.id = " + shown
                        + " WHERE " + known + " = :document AND r.sort = :sort ORDER BY r.starts, d.name")
                .bind("document", document)
                .bind("sort", key(sort))
                .map((row, context) ->
                        new Facts.Related(row.getString("id"), row.getString("title"), day(row.getString("starts"))))
                .list();
    }

    static Optional<LocalDate> day(@org.jspecify.annotations.Nullable String stored) {
        return Optional.ofNullable(stored).flatMap(Norm::day);
    }

    private static String key(Relations.Sort sort) {
        return sort.name().toLowerCase(Locale.ROOT);
    }
}
