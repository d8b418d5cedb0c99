// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/// Reads one file from the request to its end: everything said, or refused.
final class FileReading {

    private static final int LONGEST_TITLE = 200;
    private static final int TITLE_WITHIN = 5;

    /// "Satzung", "Richtlinie": the kind of a document is not its name.
    private static final int BARE_TITLE = 14;

    /// Characters per byte; the best packed office documents reach a tenth of it.
    private static final int LARGEST_RATIO = 100;

    private static final Pattern PROGRAM_IN_FRONT =
            Pattern.compile("^(?:Microsoft (?:Word|PowerPoint|Excel)|Word|PowerPoint) - ", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_TITLE = Pattern.compile(
            "(?:untitled|unbenannt|ohne titel|dokument ?\\d*|document ?\\d*|folie \\d+|slide \\d+|präsentation ?\\d*"
                    + "|powerpoint.{0,3}präsentation|titel|title|(?-i:[a-z0-9_.-]+)|\\W*|.*\\.(?:docx?|xlsx?|pptx?|odt|ods|odp|pdf|rtf|indd|qxd|tmp|eml|html?))",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

    private final Formats formats;
    private final Tesseract tesseract;
    private final Path folder;
    private final Runnable pulse;

    /// @param folder where what lies in a file is put
    FileReading(Formats formats, Tesseract tesseract, Path folder, Runnable pulse) {
        this.formats = formats;
        this.tesseract = tesseract;
        this.folder = folder;
        this.pulse = pulse;
    }

    /// What was read.
    ///
    record Words(List<Piece> pieces, Frame.Ending ending) {}

    /// Everything the file says; [RefusedException] if it is not to be taken in.
    Words read(ReadRequest request) throws IOException {
        Pieces pieces = new Pieces(request.maxCharacters(), pulse);
        PagesToRecognize pages = PagesToRecognize.of(request.ocr(), tesseract);
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, request.name());
        Path file = Path.of(request.path());
        PackedFiles packed = new PackedFiles(folder, request.unpacking(), pieces, sizeOf(file));
        Parts parts = new Parts(formats, pieces, pages, packed, sizeOf(file));
        try (TikaInputStream in = TikaInputStream.get(file)) {
            parts.read(in, metadata);
        } catch (IOException | SAXException | TikaException | RuntimeException | StackOverflowError e) {
            broken(e, pieces, parts, packed);
        }
        if (packed.bomb() || parts.attachments().bomb() || isBomb(pieces, file, request)) {
            throw new RefusedException(Refusal.BOMB);
        }
        parts.drawings().dropPreviews();
        packed.list();
        pages.note(pieces);
        if (hasNoWords(pieces) && pages.left().isEmpty()) {
            throw new RefusedException(packed.tooDeep() ? Refusal.TOO_DEEP : withoutWords(parts, pages));
        }
        return new Words(
                SectionSequence.repaired(pieces.all()),
                new Frame.Ending(title(metadata, pieces), pieces.notes(), packed.all(), pages.left()));
    }

    /// What recognition reads on one page of the file; [RefusedException] if nobody can look at it.
    RecognizedPage recognize(ReadRequest request, int page) throws RefusedException {
        Path file = Path.of(request.path());
        Recognizer recognizer = new Recognizer(tesseract);
        Metadata metadata = new Metadata();
        try (TikaInputStream in = TikaInputStream.get(file)) {
            boolean picture = Formats.isPicture(formats.typeOf(in, metadata));
            return picture
                    ? recognizer.picture(file, page, request.ocr().languages())
                    : recognizer.pdf(file, page, request.ocr().languages());
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new RefusedException(Failures.refusalFor(e), e);
        }
    }

    /// A small file that says more than anybody takes was made to do harm.
    private static boolean isBomb(Pieces pieces, Path file, ReadRequest request) throws RefusedException {
        return pieces.full() && sizeOf(file) * LARGEST_RATIO < request.maxCharacters();
    }

    private static long sizeOf(Path file) throws RefusedException {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new RefusedException(Refusal.VANISHED, e);
        }
    }

    /// What was read before a file turned out to be broken is kept, with a note; a refusal is a refusal.
    private static void broken(Throwable failure, Pieces pieces, Parts parts, PackedFiles packed)
            throws RefusedException {
        if (pieces.full()) {
            return;
        }
        parts.flush();
        Refusal refusal = Failures.refusalFor(failure);
        if (refusal != Refusal.DAMAGED || (hasNoWords(pieces) && packed.all().isEmpty())) {
            throw new RefusedException(refusal, failure);
        }
        pieces.note("Die Datei ist beschädigt: nur der lesbare Teil wurde aufgenommen.");
    }

    private static boolean hasNoWords(Pieces pieces) {
        return pieces.none(piece -> piece.text().codePoints().anyMatch(Character::isLetterOrDigit));
    }

    private static Refusal withoutWords(Parts parts, PagesToRecognize pages) {
        Refusal inside = parts.attachments().firstRefusal();
        if (inside != null) {
            return inside;
        }
        if (!parts.sawPictures()) {
            return Refusal.EMPTY;
        }
        if (pages.haveFailed()) {
            return Refusal.RECOGNITION_FAILED;
        }
        return pages.available() ? Refusal.PICTURE_ONLY : Refusal.PICTURE_WITHOUT_RECOGNITION;
    }

    /// What the file's properties say, or else the heading that it begins with.
    private static @Nullable String title(Metadata metadata, Pieces pieces) {
        String stated = metadata.get(TikaCoreProperties.TITLE);
        if (stated != null) {
            String title = PROGRAM_IN_FRONT
                    .matcher(CleanText.of(stated).replaceAll("\\s+", " ").strip())
                    .replaceFirst("");
            if (title.length() <= LONGEST_TITLE && !NO_TITLE.matcher(title).matches()) {
                return title;
            }
        }
        return heading(pieces.own());
    }

    /// The first heading that names the document; "Satzung" goes on in the heading right below.
    private static @Nullable String heading(List<Piece> own) {
        for (int i = 0; i < Math.min(TITLE_WITHIN, own.size()); i++) {
            if (namesDocument(own.get(i))) {
                String first = own.get(i).text();
                boolean goesOn = first.length() <= BARE_TITLE && i + 1 < own.size() && namesDocument(own.get(i + 1));
                return goesOn ? first + " " + own.get(i + 1).text() : first;
            }
        }
        return null;
    }

    private static boolean namesDocument(Piece piece) {
        return piece.kind() == Block.Kind.HEADING
                && piece.level() <= 2
                && piece.place().sheet() == null
                && piece.place().slide() == null
                && piece.text().length() <= LONGEST_TITLE / 2
                && SectionMark.of(piece.text()).isEmpty()
                && !NO_TITLE.matcher(piece.text()).matches();
    }
}
