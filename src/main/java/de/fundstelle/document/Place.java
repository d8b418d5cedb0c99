// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.document;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where in its document something stands, as far as the format tells: page, section, sheet or slide.
///
/// Pages and slides count from 1.
/// A section is a reference as a clerk would cite it: "§ 4 Abs. 2", "TOP 5", "Anlage 1".
public record Place(
        @Nullable Integer page,
        @Nullable String section,
        @Nullable String sheet,
        @Nullable Integer slide) {

    /// The document as a whole.
    public static final Place NONE = new Place(null, null, null, null);

    public Place {
        if (page != null && page < 1) {
            throw new IllegalArgumentException("pages count from 1, not " + page);
        }
        if (slide != null && slide < 1) {
            throw new IllegalArgumentException("slides count from 1, not " + slide);
        }
    }

    public static Place onPage(int page) {
        return new Place(page, null, null, null);
    }

    public static Place onSlide(int slide) {
        return new Place(null, null, null, slide);
    }

    public static Place onSheet(String sheet) {
        return new Place(null, null, sheet, null);
    }

    public Place in(@Nullable String section) {
        return new Place(page, section, sheet, slide);
    }

    /// The place in German, as it is cited: "§ 4 Abs. 2, Seite 3"; empty for the document as a whole.
    public String label() {
        List<String> parts = new ArrayList<>();
        if (section != null) {
            parts.add(section);
        }
        if (sheet != null) {
            parts.add("Tabelle „" + sheet + "“");
        }
        if (slide != null) {
            parts.add("Folie " + slide);
        }
        if (page != null) {
            parts.add("Seite " + page);
        }
        return String.join(", ", parts);
    }
}
