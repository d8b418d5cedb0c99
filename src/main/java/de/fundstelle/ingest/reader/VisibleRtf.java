// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/// A copy of an RTF file without what it holds but does not show, and with marks where the cells of its tables end.
///
/// Follows the groups, control words and Unicode characters of the RTF specification 1.9.1; nothing else is understood.
final class VisibleRtf {

    private static final int DEEPEST = 10_000;
    private static final int LONGEST_WORD = 32;

    /// Words that stand for a letter or a sign.
    private static final Set<String> SIGNS = Set.of(
            "tab",
            "line",
            "emdash",
            "endash",
            "bullet",
            "lquote",
            "rquote",
            "ldblquote",
            "rdblquote",
            "emspace",
            "enspace",
            "qmspace");

    private static final Set<String> COMMENTS =
            Set.of("annotation", "atnid", "atnauthor", "atntime", "atndate", "atnref", "atnicn", "atnparent");
    private static final Set<String> DEFINITIONS =
            Set.of("stylesheet", "fonttbl", "colortbl", "listtable", "info", "generator", "revtbl");

    private final PushbackInputStream in;
    private final OutputStream out;
    private final HiddenWords hidden;
    private final RtfTable table;
    private final Deque<Group> groups = new ArrayDeque<>();
    private Group group = new Group();
    private boolean dropping;
    private boolean changed;
    private int fallback;

    /// What holds until the end of a group.
    private static final class Group {
        private boolean invisible;
        private boolean deleted;
        private boolean comment;
        private boolean definition;
        private int fallback = 1;

        Group inner() {
            Group inner = new Group();
            inner.invisible = invisible;
            inner.deleted = deleted;
            inner.comment = comment;
            inner.definition = definition;
            inner.fallback = fallback;
            return inner;
        }

        boolean shows() {
            return definition || !(invisible || deleted || comment);
        }
    }

    private VisibleRtf(PushbackInputStream in, OutputStream out, HiddenWords hidden) {
        this.in = in;
        this.out = out;
        this.hidden = hidden;
        this.table = new RtfTable(out);
    }

    /// The copy, in a new temporary file that the caller deletes; empty if the file itself will do.
    static Optional<Path> of(Path file, HiddenWords hidden) throws IOException {
        Path copy = Files.createTempFile("visible", ".rtf");
        boolean needed = false;
        try (PushbackInputStream in = new PushbackInputStream(new BufferedInputStream(Files.newInputStream(file)));
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(copy))) {
            VisibleRtf visible = new VisibleRtf(in, out, hidden);
            visible.copy();
            needed = visible.changed || visible.table.found();
            return needed ? Optional.of(copy) : Optional.empty();
        } finally {
            if (!needed) {
                Files.deleteIfExists(copy);
            }
        }
    }

    private void copy() throws IOException {
        for (int c = in.read(); c >= 0; c = in.read()) {
            switch (c) {
                case '{' -> {
                    open();
                    out.write(c);
                }
                case '}' -> {
                    group = groups.isEmpty() ? new Group() : groups.pop();
                    fallback = 0;
                    out.write(c);
                }
                case '\\' -> control();
                case '\r', '\n' -> out.write(c);
                default -> letter(new byte[] {(byte) c});
            }
        }
    }

    private void open() throws IOException {
        if (groups.size() >= DEEPEST) {
            throw new IOException("reading RTF: more than %d groups inside each other".formatted(DEEPEST));
        }
        groups.push(group);
        group = group.inner();
        fallback = 0;
    }

    /// A letter, or one that stands in for a Unicode character and shares its fate.
    private void letter(byte[] bytes) throws IOException {
        if (fallback > 0) {
            fallback--;
        } else {
            dropping = dropping && !group.shows();
        }
        if (group.shows()) {
            out.write(bytes);
            return;
        }
        if (!dropping && !new String(bytes, StandardCharsets.ISO_8859_1).isBlank()) {
            dropping = true;
            count();
        }
        changed = true;
    }

    private void count() {
        if (group.comment) {
            return;
        }
        hidden.count(group.deleted ? HiddenWords.Kind.DELETED : HiddenWords.Kind.FORMATTED);
    }

    private void control() throws IOException {
        int c = in.read();
        if (c == '\'') {
            byte[] code = in.readNBytes(2);
            letter(concat("\\'", code));
        } else if (c == '\\' || c == '{' || c == '}' || c == '~' || c == '_' || c == '-') {
            letter(new byte[] {'\\', (byte) c});
        } else if (c >= 0 && !isLetter(c)) {
            out.write('\\');
            out.write(c);
        } else if (c >= 0) {
            word(c);
        }
    }

    private void word(int first) throws IOException {
        StringBuilder name = new StringBuilder();
        StringBuilder number = new StringBuilder();
        int c = first;
        while (isLetter(c) && name.length() < LONGEST_WORD) {
            name.append((char) c);
            c = in.read();
        }
        while ((c == '-' && number.isEmpty()) || (c >= '0' && c <= '9' && number.length() < LONGEST_WORD)) {
            number.append((char) c);
            c = in.read();
        }
        String end = "";
        if (c == ' ') {
            end = " ";
        } else if (c >= 0) {
            in.unread(c);
        }
        word(name.toString(), number.toString(), end);
    }

    private void word(String name, String number, String end) throws IOException {
        boolean on = !number.equals("0");
        switch (name) {
            case "v" -> group.invisible = on;
            case "deleted" -> group.deleted = on;
            case "plain" -> {
                group.invisible = false;
                group.deleted = false;
            }
            case "uc" -> group.fallback = OfficeFilters.number(number);
            case "bin" -> {
                write(name, number, end);
                binary(OfficeFilters.bytes(number));
                return;
            }
            default -> {
                if (COMMENTS.contains(name)) {
                    comment(name);
                } else if (DEFINITIONS.contains(name)) {
                    group.definition = true;
                }
            }
        }
        if (name.equals("u")) {
            letter(bytes(name, number, end));
            fallback = group.fallback;
        } else if (SIGNS.contains(name)) {
            letter(bytes(name, number, end));
        } else if (group.definition || !table.takes(name, number)) {
            write(name, number, end);
        }
    }

    private void comment(String name) {
        if (name.equals("annotation") && !group.comment) {
            hidden.count(HiddenWords.Kind.COMMENT);
        }
        group.comment = true;
    }

    private void binary(long length) throws IOException {
        for (long i = 0; i < length; i++) {
            int c = in.read();
            if (c < 0) {
                return;
            }
            out.write(c);
        }
    }

    private void write(String name, String number, String end) throws IOException {
        out.write(bytes(name, number, end));
    }

    private static byte[] bytes(String name, String number, String end) {
        return ("\\" + name + number + end).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] concat(String start, byte[] more) {
        return (start + new String(more, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
