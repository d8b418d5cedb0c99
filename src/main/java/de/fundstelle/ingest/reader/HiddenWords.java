// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.EnumMap;
import java.util.Map;

/// Counts what a file holds but does not show; it is left out, and the document says so.
///
/// Whoever opens the document does not see these words, so an answer must not be built on them.
final class HiddenWords {

    /// Why a reader of the document does not see it.
    enum Kind {
        INVISIBLE("unsichtbar gesetzte Schrift", "Zeichen"),
        BACKGROUND("Schrift in der Farbe des Hintergrunds", "Zeichen"),
        TINY("zu kleine Schrift", "Zeichen"),
        OUTSIDE("Schrift außerhalb der sichtbaren Seite", "Zeichen"),
        COVERED("überdeckte Schrift", "Zeichen"),
        LAYER("Schrift auf ausgeblendeten Ebenen", "Zeichen"),
        FORMATTED("als „ausgeblendet“ formatierter Text", "Stellen"),
        DELETED("gelöschter Text aus der Änderungsverfolgung", "Stellen"),
        COMMENT("Kommentare", "Stellen"),
        SHEET("ausgeblendete Tabellenblätter", "Blätter"),
        ROW("ausgeblendete Zeilen", "Zeilen"),
        COLUMN("ausgeblendete Spalten", "Spalten"),
        SLIDE("ausgeblendete Folien", "Folien"),
        SECTION("ausgeblendete Abschnitte", "Stellen");

        private final String name;
        private final String unit;

        Kind(String name, String unit) {
            this.name = name;
            this.unit = unit;
        }
    }

    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private boolean untold;
    private boolean unknown;

    /// Says that the file may hide more than can be told.
    void untold() {
        untold = true;
    }

    /// Says that nothing was left out after all, because the file is damaged where it says what is hidden.
    void unknown() {
        counts.clear();
        unknown = true;
    }

    void count(Kind kind) {
        count(kind, 1);
    }

    void count(Kind kind, int more) {
        if (more > 0) {
            counts.merge(kind, more, Integer::sum);
        }
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    int of(Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    /// Writes one note per kind, and begins anew.
    void tell(Pieces pieces) {
        counts.forEach((kind, count) -> pieces.note(
                "Nicht sichtbarer Inhalt wurde ausgelassen: %s (%d %s).".formatted(kind.name, count, kind.unit)));
        counts.clear();
        if (untold) {
            pieces.note(
                    "In diesem alten Format lässt sich ausgeblendeter Text nicht sicher erkennen; er kann mitgelesen"
                            + " worden sein.");
            untold = false;
        }
        if (unknown) {
            pieces.note("Die Datei ist beschädigt; ausgeblendeter Text ließ sich nicht erkennen und kann mitgelesen"
                    + " worden sein.");
            unknown = false;
        }
    }
}
