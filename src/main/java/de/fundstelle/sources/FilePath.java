// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import de.fundstelle.ingest.FileName;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/// A path below a root as text that is never ambiguous, whatever bytes a name has: UTF-8 as it is, any other byte
/// and the percent sign itself as `%XX`.
///
/// Java turns bytes that are not in the encoding of the system into a replacement character, so that two files
/// would have one name; the bytes are only to be had through the address of a path.
final class FilePath {

    private static final char REPLACEMENT = '\uFFFD';
    private static final Charset OLD_WINDOWS = Charset.forName("windows-1252");
    private static final String UNRESERVED = "-._~/";

    private FilePath() {}

    /// The name of a file in a folder.
    static String below(String folder, Path name) {
        return folder.isEmpty() ? of(name) : folder + "/" + of(name);
    }

    private static String of(Path name) {
        String text = name.toString();
        return text.indexOf(REPLACEMENT) < 0 ? text.replace("%", "%25") : ofBytes(bytes(name));
    }

    private static byte[] bytes(Path name) {
        String address = name.toUri().getRawPath();
        String last = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        return unescaped(last.substring(last.lastIndexOf('/') + 1));
    }

    /// Text of bytes that may be any.
    static String ofBytes(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        StringBuilder text = new StringBuilder();
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            text.append(out.flip().toString().replace("%", "%25"));
            out.clear();
            if (!result.isError()) {
                return text.toString();
            }
            for (int number = 0; number < result.length(); number++) {
                text.append(escape(in.get()));
            }
            decoder.reset();
        }
    }

    private static String escape(byte one) {
        return "%%%02X".formatted(one & 0xFF);
    }

    private static byte[] unescaped(String escaped) {
        ByteBuffer bytes = ByteBuffer.allocate(escaped.length() * 3);
        for (int at = 0; at < escaped.length(); ) {
            int character = escaped.codePointAt(at);
            if (character == '%') {
                bytes.put((byte) Integer.parseInt(escaped.substring(at + 1, at + 3), 16));
                at += 3;
            } else {
                bytes.put(Character.toString(character).getBytes(StandardCharsets.UTF_8));
                at += Character.charCount(character);
            }
        }
        byte[] all = new byte[bytes.position()];
        bytes.flip().get(all);
        return all;
    }

    /// The file itself, byte by byte.
    static Path resolve(Path root, String path) {
        StringBuilder address = new StringBuilder(root.toUri().getRawPath());
        if (address.charAt(address.length() - 1) != '/') {
            address.append('/');
        }
        for (byte one : unescaped(path)) {
            boolean plain = one > 0 && (Character.isLetterOrDigit(one) || UNRESERVED.indexOf(one) >= 0);
            address.append(plain ? String.valueOf((char) one) : escape(one));
        }
        return Path.of(URI.create("file://" + address));
    }

    /// As people read it: composed (NFC), without invisible characters; stray bytes as old Windows wrote them.
    static String shown(String path) {
        String text = path.indexOf('%') < 0 ? path : readable(unescaped(path));
        if (text.chars().allMatch(character -> character > ' ' && character < 0x7F && character != '\\')) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        for (String part : text.split("/", -1)) {
            String visible = FileName.visible(part).replace('\\', '_');
            shown.append(shown.isEmpty() ? "" : "/").append(visible.isBlank() ? "_" : visible);
        }
        return shown.toString();
    }

    private static String readable(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : new String(bytes, OLD_WINDOWS);
    }

    /// The last part.
    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// What comes after the last dot, in small letters; empty if there is none.
    static String ending(String path) {
        String name = name(path);
        int dot = name.lastIndexOf('.');
        return dot < 1 || dot == name.length() - 1
                ? ""
                : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /// The first path that is not below a folder, in the order of the table.
    static String after(String folder) {
        return folder + "0"; // the character after the slash
    }
}
