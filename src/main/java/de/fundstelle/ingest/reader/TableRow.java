// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.List;
import java.util.stream.IntStream;

/// A row of a table in which every column has its text, also those that a merged cell reaches into.
///
/// @param texts of the columns
/// @param origins where each text stands in the file, as many as there are texts
/// @param header whether the format says that the row names the columns
record TableRow(List<String> texts, List<Origin> origins, boolean header) {

    /// Where the text of a column comes from.
    enum Origin {
        OWN,
        LEFT,
        ABOVE
    }

    TableRow {
        texts = List.copyOf(texts);
        origins = List.copyOf(origins);
        if (texts.size() != origins.size()) {
            throw new IllegalArgumentException(
                    "a row of %d texts needs as many origins, not %d".formatted(texts.size(), origins.size()));
        }
    }

    /// The words that stand in this row and in no other.
    List<String> own() {
        return IntStream.range(0, texts.size())
                .filter(i -> origins.get(i) == Origin.OWN && !texts.get(i).isBlank())
                .mapToObj(texts::get)
                .toList();
    }

    boolean has(Origin origin) {
        return origins.contains(origin);
    }

    /// The texts without those that only repeat their left neighbour.
    List<String> parted() {
        return IntStream.range(0, texts.size())
                .filter(i -> origins.get(i) != Origin.LEFT)
                .mapToObj(texts::get)
                .toList();
    }

    /// Whether the row says one thing only, as the title of a table does.
    boolean isLone() {
        return !has(Origin.ABOVE) && own().size() == 1;
    }

    /// Whether the row is one cell from its begin to its end.
    boolean isOneCell() {
        return isLone() && parted().size() == 1;
    }

    int length() {
        return texts.stream().mapToInt(String::length).sum();
    }
}
