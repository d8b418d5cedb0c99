// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Optional;
import org.apache.poi.hsmf.MAPIMessage;
import org.apache.poi.hsmf.datatypes.StringChunk;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.mime.MediaType;

/// The encoding that a message of Outlook names for all of its parts, by code page or language; its HTML often does
/// not say it again.
final class OutlookEncoding {

    static final MediaType MESSAGE = MediaType.application("vnd.ms-outlook");

    private OutlookEncoding() {}

    static Optional<Charset> of(TikaInputStream in) {
        try (MAPIMessage message = new MAPIMessage(in.getFile())) {
            message.guess7BitEncoding();
            return Optional.ofNullable(message.getMainChunks().getSubjectChunk())
                    .map(StringChunk::get7BitEncoding)
                    .flatMap(TextEncoding::named);
        } catch (IOException | RuntimeException e) { // a broken message; the parser will say so
            return Optional.empty();
        }
    }
}
