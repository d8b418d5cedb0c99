// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.metadata.HttpHeaders;
import org.apache.tika.metadata.Metadata;
import org.jspecify.annotations.Nullable;

/// Tells how the letters of a German text are encoded.
///
/// In this order: what is declared, the byte order mark, the pattern of NUL bytes, strict UTF-8, windows-1252 or what
/// the file around the text says of all of its parts.
/// Statistical guesses took short German mails for Greek; they are not used.
final class TextEncoding implements EncodingDetector {

    private static final long serialVersionUID = 1L;

    /// Enough to meet an umlaut in nearly every German text.
    private static final int LOOK_AHEAD = 1 << 20;

    /// German in windows-1252 that somebody declared to be UTF-8 has far more breaks than letters.
    private static final int LETTERS_PER_BREAK = 20;

    private static final int DECLARATION_WITHIN = 4096;
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Pattern DECLARED =
            Pattern.compile("charset\\s*=\\s*[\"']?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern MARKUP_DECLARED = Pattern.compile(
            "<meta[^>]{0,200}charset\\s*=\\s*[\"']?([\\w.:-]+)|<\\?xml[^>]{0,100}encoding\\s*=\\s*[\"']([\\w.:-]+)",
            Pattern.CASE_INSENSITIVE);

    /// By name, for a detector can be written down.
    private final String otherwise;

    TextEncoding() {
        this(WINDOWS_1252);
    }

    /// @param otherwise the encoding where nothing else speaks for one
    TextEncoding(Charset otherwise) {
        this.otherwise = otherwise.name();
    }

    @Override
    public Charset detect(InputStream input, Metadata metadata) throws IOException {
        input.mark(LOOK_AHEAD);
        byte[] start = input.readNBytes(LOOK_AHEAD);
        input.reset();
        return of(start, declaredBy(metadata), Charset.forName(otherwise));
    }

    /// The encoding of a text that begins with these bytes.
    static Charset of(byte[] start, Optional<Charset> declared) {
        return of(start, declared, WINDOWS_1252);
    }

    private static Charset of(byte[] start, Optional<Charset> declared, Charset otherwise) {
        Charset mark = byteOrderMark(start);
        if (mark != null) {
            return mark;
        }
        Optional<Charset> said = declared.or(() -> declaredIn(start));
        if (said.isPresent() && fits(start, said.get())) {
            return said.get();
        }
        Charset wide = patternOfNul(start);
        if (wide != null) {
            return wide;
        }
        // One letter cut in two does not turn a whole text into another encoding.
        return decodes(start, StandardCharsets.UTF_8) || isMostlyUtf8(start) ? StandardCharsets.UTF_8 : otherwise;
    }

    private static Optional<Charset> declaredBy(Metadata metadata) {
        String encoding = metadata.get(HttpHeaders.CONTENT_ENCODING);
        String type = metadata.get(HttpHeaders.CONTENT_TYPE);
        if (encoding != null) {
            return named(encoding);
        }
        if (type != null) {
            Matcher matcher = DECLARED.matcher(type);
            return matcher.find() ? named(matcher.group(1)) : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<Charset> declaredIn(byte[] start) {
        String head = new String(start, 0, Math.min(start.length, DECLARATION_WITHIN), StandardCharsets.ISO_8859_1);
        Matcher matcher = MARKUP_DECLARED.matcher(head);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        // A declaration that could be read byte by byte is not in UTF-16, whatever it says.
        return name == null
                ? Optional.empty()
                : named(name).filter(charset -> !charset.name().startsWith("UTF-16"));
    }

    static Optional<Charset> named(String name) {
        try {
            Charset charset = Charset.forName(name.strip());
            // As browsers do: whoever says Latin 1 or ASCII means the letters that Windows writes.
            boolean latin = charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(StandardCharsets.US_ASCII);
            return Optional.of(latin ? WINDOWS_1252 : charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    /// Declared UTF-8 that is none, and declared windows-1252 that is strict UTF-8, are common mistakes.
    private static boolean fits(byte[] start, Charset declared) {
        if (declared.equals(WINDOWS_1252)) {
            return !hasHighBytes(start) || !decodes(start, StandardCharsets.UTF_8);
        }
        return decodes(start, declared) || (declared.equals(StandardCharsets.UTF_8) && isMostlyUtf8(start));
    }

    /// Whether UTF-8 is broken in a few places only, as where a mail was cut in the middle of a letter.
    private static boolean isMostlyUtf8(byte[] start) {
        String text = new String(start, StandardCharsets.UTF_8);
        long broken = text.codePoints().filter(c -> c == 0xFFFD).count();
        long beyondAscii = text.codePoints().filter(c -> c > 0x7F).count() - broken;
        return broken * LETTERS_PER_BREAK <= beyondAscii;
    }

    private static boolean hasHighBytes(byte[] start) {
        for (byte b : start) {
            if (b < 0) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Charset byteOrderMark(byte[] start) {
        if (start.length >= 3 && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB && start[2] == (byte) 0xBF) {
            return StandardCharsets.UTF_8;
        }
        if (start.length >= 2 && start[0] == (byte) 0xFF && start[1] == (byte) 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        if (start.length >= 2 && start[0] == (byte) 0xFE && start[1] == (byte) 0xFF) {
            return StandardCharsets.UTF_16BE;
        }
        return null;
    }

    /// Latin letters in UTF-16 have NUL as every second byte.
    private static @Nullable Charset patternOfNul(byte[] start) {
        int pairs = Math.min(start.length, DECLARATION_WITHIN) / 2;
        int even = 0;
        int odd = 0;
        for (int i = 0; i < pairs; i++) {
            even += start[2 * i] == 0 ? 1 : 0;
            odd += start[2 * i + 1] == 0 ? 1 : 0;
        }
        if (odd > pairs * 0.6 && even < pairs * 0.1) {
            return StandardCharsets.UTF_16LE;
        }
        return even > pairs * 0.6 && odd < pairs * 0.1 ? StandardCharsets.UTF_16BE : null;
    }

    /// A letter that the end of the look-ahead cuts in two is no mistake.
    private static boolean decodes(byte[] start, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        int cut = start.length < LOOK_AHEAD ? 0 : 4;
        for (int less = 0; less <= cut; less++) {
            if (decodes(decoder, ByteBuffer.wrap(start, 0, start.length - less))) {
                return true;
            }
        }
        return false;
    }

    private static boolean decodes(CharsetDecoder decoder, ByteBuffer bytes) {
        try {
            decoder.reset().decode(bytes);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
