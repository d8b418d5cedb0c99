// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.Locale;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.UnsupportedFormatException;
import org.apache.tika.exception.ZeroByteFileException;
import org.jspecify.annotations.Nullable;

/// Tells from what a parser threw why a file cannot be read.
final class Failures {

    /// Longer chains of causes go in a circle.
    private static final int LONGEST_CHAIN = 20;

    private Failures() {}

    static Refusal refusalFor(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < LONGEST_CHAIN && cause != null; i++) {
            Refusal refusal = known(cause);
            if (refusal != null) {
                return refusal;
            }
            cause = cause.getCause();
        }
        return Refusal.DAMAGED;
    }

    private static @Nullable Refusal known(Throwable cause) {
        if (cause instanceof RefusedException refused) {
            return refused.refusal();
        }
        if (cause instanceof EncryptedDocumentException
                || cause instanceof org.apache.poi.EncryptedDocumentException
                || cause instanceof InvalidPasswordException
                || cause instanceof PasswordRequiredException) {
            return Refusal.ENCRYPTED;
        }
        if (cause instanceof ZeroByteFileException) {
            return Refusal.EMPTY;
        }
        if (cause instanceof UnsupportedFormatException) {
            return Refusal.UNKNOWN_TYPE;
        }
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("zip bomb") ? Refusal.BOMB : null;
    }
}
