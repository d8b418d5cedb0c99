// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Block;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;

/// Takes files out of a package – an archive, a mail, a PDF – that will be read as documents of their own.
///
/// Nothing is parsed here: each becomes a file in the reader's own folder, under a number.
final class PackedFiles {

    /// What all parts together may unpack to: this many times the file's size, between these two bounds.
    private static final long LARGEST_RATIO = 100;

    private static final long ALWAYS_ALLOWED = 64L << 20;
    private static final long NEVER_ALLOWED = 2L << 30;
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_NAME = 300;
    private static final int MOST_NAMES = 200;

    /// What mail programs call pictures that belong to the text, such as the logo of a signature.
    private static final Pattern PICTURE_IN_TEXT =
            Pattern.compile("image\\d{3,}\\.(?:png|jpe?g|gif|emz|wmz|bmp)", Pattern.CASE_INSENSITIVE);

    private final Path folder;
    private final ReadRequest.Unpacking limits;
    private final Pieces pieces;
    private final long mostBytes;
    private final List<Frame.Part> parts = new ArrayList<>();
    private long unpacked;
    private int picturesInText;
    private boolean leftInside;
    private boolean bomb;

    /// @param folder of the reader
    /// @param size of the package in bytes
    PackedFiles(Path folder, ReadRequest.Unpacking limits, Pieces pieces, long size) {
        this.folder = folder;
        this.limits = limits;
        this.pieces = pieces;
        this.mostBytes = Math.clamp(size * LARGEST_RATIO, ALWAYS_ALLOWED, NEVER_ALLOWED);
    }

    /// Whether the parts unpack to more than any honest file would; the whole file is then refused.
    boolean bomb() {
        return bomb;
    }

    /// Whether parts were not taken out because too many packages lie around them.
    boolean tooDeep() {
        return leftInside;
    }

    List<Frame.Part> all() {
        return List.copyOf(parts);
    }

    /// Takes one file out, within the limits; a note says what was left inside.
    void add(InputStream content, Metadata metadata) throws IOException {
        add(content, Parts.nameOf(metadata), isMail(metadata));
    }

    /// As above, for a file of an archive.
    void add(InputStream content, String name) throws IOException {
        add(content, CleanText.of(name), false);
    }

    private void add(InputStream content, String stated, boolean mail) throws IOException {
        String name = name(stated, mail);
        if (PICTURE_IN_TEXT.matcher(name).matches()) {
            picturesInText++;
        } else if (limits.levels() <= 0) {
            leftInside = true;
            pieces.note("Die Datei ist zu tief verschachtelt: was in ihr liegt, wurde nicht gelesen.");
        } else if (parts.size() >= limits.parts() || unpacked >= limits.bytes()) {
            if (limits.inside()) {
                refuse();
            }
            pieces.note("Die Datei enthält sehr viel: nur die ersten %d Teile wurden gelesen.".formatted(parts.size()));
        } else {
            Path file = folder.resolve("part-" + parts.size());
            spool(content, file);
            parts.add(new Frame.Part(name, String.valueOf(file.getFileName())));
        }
    }

    /// Adds the names of what was taken out, so that the package can be found by them.
    void list() {
        if (picturesInText > 0) {
            pieces.note("Bilder im Text, die nicht gelesen wurden: " + picturesInText + ".");
        }
        if (!parts.isEmpty() && !pieces.full()) {
            String more = parts.size() > MOST_NAMES ? " und %d weitere".formatted(parts.size() - MOST_NAMES) : "";
            pieces.add(
                    Block.Kind.PARAGRAPH,
                    parts.stream()
                            .limit(MOST_NAMES)
                            .map(Frame.Part::name)
                            .collect(Collectors.joining("; ", "Enthaltene Dateien: ", more)));
        }
    }

    private void spool(InputStream content, Path file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                unpacked += read;
                if (unpacked > mostBytes) {
                    refuse();
                }
                out.write(buffer, 0, read);
                pieces.pulse();
            }
        }
    }

    private void refuse() throws RefusedException {
        bomb = true;
        throw new RefusedException(Refusal.BOMB);
    }

    /// The name with its folders, without ways upwards; a nameless part is called by its number and kind.
    private String name(String stated, boolean mail) {
        String name = Arrays.stream(stated.replace('\\', '/').split("/", -1))
                .map(part -> part.replaceAll("\\s+", " ").strip())
                .filter(part -> !part.isEmpty() && !part.equals(".") && !part.equals(".."))
                .collect(Collectors.joining("/"));
        if (name.isEmpty()) {
            int number = parts.size() + 1;
            return mail ? "Nachricht %d.eml".formatted(number) : "Teil %d".formatted(number);
        }
        return name.length() <= LONGEST_NAME ? name : name.substring(name.length() - LONGEST_NAME);
    }

    private static boolean isMail(Metadata metadata) {
        String type = String.valueOf(metadata.get(Metadata.CONTENT_TYPE));
        return type.startsWith("message/") || metadata.get(TikaCoreProperties.SUBJECT) != null;
    }
}
