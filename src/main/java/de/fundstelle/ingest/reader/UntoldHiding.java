// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.Set;
import java.util.stream.Stream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Office;
import org.apache.tika.mime.MediaType;

/// What the old binary formats hide: sheets are dropped by their names; for the rest there is only a warning.
final class UntoldHiding {

    private static final Set<String> OLD_FORMATS = Set.of("msword", "vnd.ms-powerpoint", "rtf");

    private UntoldHiding() {}

    /// Looks at the pieces that a part has brought, from number `first` on.
    static void of(MediaType type, Metadata metadata, Pieces pieces, int first) {
        if (type.getSubtype().contains("openxmlformats")) {
            return;
        }
        HiddenWords hidden = new HiddenWords();
        Stream.of(Office.HIDDEN_SHEET_NAMES, Office.VERY_HIDDEN_SHEET_NAMES)
                .flatMap(key -> Stream.of(metadata.getValues(key)))
                .filter(sheet -> pieces.removeSheet(first, CleanText.of(sheet)) > 0)
                .forEach(sheet -> hidden.count(HiddenWords.Kind.SHEET));
        hidden.tell(pieces);
        boolean old = type.getSubtype().equals("vnd.ms-excel");
        if (old
                && (isSet(metadata, Office.HAS_HIDDEN_ROWS.getName())
                        || isSet(metadata, Office.HAS_HIDDEN_COLUMNS.getName()))) {
            pieces.note(
                    "Die Datei hat ausgeblendete Zeilen oder Spalten; in diesem alten Format lassen sie sich nicht von"
                            + " den sichtbaren unterscheiden und wurden mitgelesen.");
        }
        if (OLD_FORMATS.contains(type.getSubtype())) {
            pieces.note(
                    "In diesem alten Format lässt sich ausgeblendeter Text nicht sicher erkennen; er kann mitgelesen"
                            + " worden sein.");
        }
    }

    private static boolean isSet(Metadata metadata, String key) {
        return "true".equals(metadata.get(key));
    }
}
