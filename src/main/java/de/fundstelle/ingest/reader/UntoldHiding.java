// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.stream.Stream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Office;
import org.apache.tika.mime.MediaType;

/// Sheets that a binary format hides are dropped by their names; for hidden rows of one of them there is only a
/// warning.
final class UntoldHiding {

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
        if (type.getSubtype().contains("binary")
                && (isSet(metadata, Office.HAS_HIDDEN_ROWS.getName())
                        || isSet(metadata, Office.HAS_HIDDEN_COLUMNS.getName()))) {
            pieces.note("Die Datei hat ausgeblendete Zeilen oder Spalten; in diesem Format lassen sie sich nicht von"
                    + " den sichtbaren unterscheiden und wurden mitgelesen.");
        }
    }

    private static boolean isSet(Metadata metadata, String key) {
        return "true".equals(metadata.get(key));
    }
}
