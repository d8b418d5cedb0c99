// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import de.fundstelle.document.Document;
import de.fundstelle.document.Passage;
import de.fundstelle.document.Place;
import de.fundstelle.document.Readers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Small documents of a town that does not exist.
public final class Samples {

    public static final String COLLECTION = "satzungen";
    public static final String RIGHT = "right-1";
    public static final Readers CLERKS = new Readers(Set.of(RIGHT));

    private Samples() {}

    public static Document document(String id, int version, String title) {
        return new Document(id, id + "-v" + version, id + ".pdf", title, COLLECTION, RIGHT, true);
    }

    public static List<Passage> passages(Document document, String... texts) {
        List<Passage> passages = new ArrayList<>();
        for (String text : texts) {
            Place place = Place.onPage(passages.size() + 1).in("§ " + (passages.size() + 1));
            passages.add(new Passage(
                    document, passages.size(), place, List.of("Teil 1", "Abschnitt 2"), text, 10, 10 + text.length()));
        }
        return passages;
    }
}
