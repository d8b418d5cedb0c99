// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// What the systems that bring documents say about them, and what it does to relations.
final class Given {

    private Given() {}

    /// Puts these values in the place of all that was said before.
    static void replace(Handle handle, String document, Map<FactName, String> values) {
        if (values.equals(of(handle, document))) {
            return;
        }
        Set<String> touched = Bonds.neighbours(handle, List.of(document));
        handle.execute("DELETE FROM given WHERE document = ?", document);
        values.forEach((name, value) -> handle.execute(
                "INSERT INTO given (document, name, value) VALUES (?, ?, ?)", document, name.key(), value));
        Bonds.file(handle, document, Bonds.stated(handle, document));
        touched.add(document);
        Bonds.relate(handle, touched);
    }

    static Map<FactName, String> of(Handle handle, String document) {
        Map<FactName, String> values = new EnumMap<>(FactName.class);
        handle.createQuery("SELECT name, value FROM given WHERE document = :document")
                .bind("document", document)
                .map((row, context) ->
                        Map.entry(FactName.of(row.getString("name")).orElseThrow(), row.getString("value")))
                .forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        return values;
    }
}
