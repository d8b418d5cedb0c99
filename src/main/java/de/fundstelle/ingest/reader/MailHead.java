// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Block;
import java.util.Arrays;
import java.util.Set;
import java.util.StringJoiner;
import org.apache.tika.metadata.Message;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;

/// The lines above a mail: who wrote what to whom, and when.
final class MailHead {

    private static final Set<String> MAILS = Set.of("rfc822", "vnd.ms-outlook", "vnd.ms-outlook-pst", "x-emlx");
    private static final int MOST_NAMES = 50;
    private static final int LONGEST_LINE = 2_000;

    private final boolean mail;

    MailHead(MediaType type) {
        this.mail = MAILS.contains(type.getSubtype());
    }

    boolean isMail() {
        return mail;
    }

    /// Puts the head in front of the pieces that the mail has brought, if it is one.
    void add(Metadata metadata, Pieces pieces, int first) {
        if (!mail) {
            return;
        }
        StringJoiner lines = new StringJoiner("\n");
        line(lines, "Von", names(metadata, Message.MESSAGE_FROM, "Author"));
        line(lines, "An", names(metadata, Message.MESSAGE_TO, "To"));
        line(lines, "Kopie", names(metadata, Message.MESSAGE_CC, "Cc"));
        line(lines, "Datum", names(metadata, TikaCoreProperties.CREATED.getName(), "Date"));
        line(
                lines,
                "Betreff",
                names(metadata, TikaCoreProperties.SUBJECT.getName(), TikaCoreProperties.TITLE.getName()));
        if (lines.length() > 0) {
            pieces.insert(first, Block.Kind.MAIL_HEAD, lines.toString());
        }
    }

    private static void line(StringJoiner lines, String label, String value) {
        if (!value.isBlank()) {
            lines.add(label + ": " + (value.length() > LONGEST_LINE ? value.substring(0, LONGEST_LINE) + " …" : value));
        }
    }

    private static String names(Metadata metadata, String key, String otherwise) {
        String[] values = metadata.getValues(key);
        String[] found = values.length > 0 ? values : metadata.getValues(otherwise);
        return String.join(
                ", ",
                Arrays.stream(found)
                        .limit(MOST_NAMES)
                        .map(value -> value.replaceAll("\\s+", " "))
                        .toList());
    }
}
