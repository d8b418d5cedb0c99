// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.ingest.reader.SheetComments.HiddenCells;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.stream.XMLStreamException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.mime.MediaType;

/// A copy of an office file without what it holds but does not show; made only where there is something of that kind.
///
/// Tika's parsers do not tell hidden rows, slides or runs from others. What is dropped here never reaches them.
final class VisibleCopy {

    /// Larger parts are not looked into: the parser has limits of its own.
    private static final int LARGEST_PART = 64 << 20;

    private static final int BUFFER = 1 << 16;
    private static final int OVERLAP = 64;

    private static final int MOST_STYLES = 200;
    private static final List<Pattern> VANISH = marks("<w:vanish[ />]");
    private static final List<Pattern> WORD = marks(
            "<w:(?:vanish|del|moveFrom|gridSpan|vMerge|hMerge|gridBefore|tblHeader)[ />]", "w:val=\"(?i:FFFFFF)\"");
    private static final List<Pattern> HIDDEN_CELLS = marks("hidden=\"(?:1|true)\"");
    private static final List<Pattern> SHEET =
            Stream.concat(HIDDEN_CELLS.stream(), Stream.of(SheetCells.MERGED)).toList();
    private static final List<Pattern> WORKBOOK = marks("state=\"(?:hidden|veryHidden)\"");
    private static final List<Pattern> SLIDE = marks("<p:sld [^>]*show=\"(?:0|false)\"");
    private static final List<Pattern> SLIDE_TABLE = marks(" (?:hMerge|vMerge|firstRow)=\"(?:1|true)\"");
    private static final List<Pattern> HIDING_STYLE =
            marks("text:display=[\"']none", "table:display=[\"']false", "presentation:visibility=[\"']hidden");
    private static final List<Pattern> OPEN_DOCUMENT = Stream.concat(
                    HIDING_STYLE.stream(),
                    marks(
                            "<text:tracked-changes",
                            "<office:annotation",
                            "table:visibility=[\"'](?!visible)",
                            "text:is-hidden=[\"']true",
                            "<text:hidden-",
                            "<table:table-header-rows",
                            "table:number-columns-spanned=[\"'](?!1[\"'])")
                            .stream())
            .toList();

    private static final Pattern DRAWN = Pattern.compile("<c:f>'?([^'!<]{1,80})'?!");
    private static final int LARGEST_CHART = 4 << 20;
    private static final int LARGEST_RELATIONS = 1 << 20;

    private final ZipFile zip;
    private final HiddenWords hidden;
    private final Map<String, Supplier<XmlCopy.Filter>> filters = new LinkedHashMap<>();

    private VisibleCopy(ZipFile zip, HiddenWords hidden) {
        this.zip = zip;
        this.hidden = hidden;
    }

    /// The copy, in a new temporary file that the caller deletes; empty if the file itself will do.
    static Optional<Path> of(TikaInputStream in, MediaType type, HiddenWords hidden) throws IOException {
        if (OldOffice.is(type)) {
            return OldOffice.visible(in, type, hidden);
        }
        String kind = type.getSubtype();
        if (!kind.contains("openxmlformats")
                && !kind.contains("oasis.opendocument")
                && !kind.contains("macroenabled")) {
            return Optional.empty();
        }
        Path file = in.getPath();
        try {
            if (OpenDocument.isFlat(type)) {
                return flat(file, hidden);
            }
            try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
                VisibleCopy copy = new VisibleCopy(zip, hidden);
                copy.look();
                return copy.filters.isEmpty() ? Optional.empty() : copy.written();
            }
        } catch (IOException | XMLStreamException | IllegalArgumentException e) {
            // A damaged file: the parser says what can be read of it.
            hidden.unknown();
            return Optional.empty();
        }
    }

    private void look() throws IOException, XMLStreamException {
        List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
        OfficeFilters office = new OfficeFilters(hidden);
        for (ZipArchiveEntry entry : entries) {
            String name = entry.getName();
            if (name.matches("word/(?:document|header\\d*|footer\\d*|footnotes|endnotes)\\d*\\.xml")) {
                Set<String> styles = hiddenStyles();
                if (finds(entry, WORD) || (!styles.isEmpty() && finds(entry, styled(styles)))) {
                    filters.put(name, () -> new XmlCopy.Both(office.word(styles), new WordCells()));
                }
            } else if (name.equals("word/comments.xml")) {
                filters.put(name, office::wordComments);
            } else if (name.equals("xl/workbook.xml") && finds(entry, WORKBOOK)) {
                Set<String> drawn = drawnSheets(entries);
                filters.put(name, () -> office.workbook(drawn));
            } else if (name.matches("xl/worksheets/[^/]+\\.xml") && finds(entry, SHEET)) {
                List<SheetCells.Range> merged = merged(entry);
                filters.put(name, () -> new XmlCopy.Both(office.sheet(), new SheetCells(merged)));
                commentsOf(entry);
            } else if (name.matches("xl/(?:comments/)?comments?\\d*\\.xml")) {
                filters.putIfAbsent(name, () -> new SheetComments(hidden, HiddenCells.NONE));
            } else if (name.matches("ppt/comments/[^/]+\\.xml")) {
                filters.put(name, office::comments);
            } else if (name.equals("content.xml") || name.equals("styles.xml")) {
                Set<String> styles = hidingStyles();
                if (!styles.isEmpty() || finds(entry, OPEN_DOCUMENT)) {
                    filters.put(name, () -> new OpenDocumentFilter(hidden, styles));
                }
            } else if (name.matches("ppt/slides/slide\\d+\\.xml") && finds(entry, SLIDE)) {
                filters.put(name, office::everything);
                hidden.count(HiddenWords.Kind.SLIDE);
            } else if (name.matches("ppt/slides/slide\\d+\\.xml") && finds(entry, SLIDE_TABLE)) {
                filters.put(name, SlideCells::new);
            }
        }
    }

    /// What a sheet hides it hides with its comments.
    private void commentsOf(ZipArchiveEntry sheet) throws IOException, XMLStreamException {
        ZipArchiveEntry relations = zip.getEntry(sheet.getName().replaceFirst("([^/]+)$", "_rels/$1.rels"));
        if (relations == null || !finds(sheet, HIDDEN_CELLS)) {
            return;
        }
        Optional<String> comments;
        try (InputStream in = zip.getInputStream(relations)) {
            comments = SheetComments.partOf(new String(in.readNBytes(LARGEST_RELATIONS), StandardCharsets.UTF_8));
        }
        if (comments.isPresent()) {
            try (InputStream in = new BufferedInputStream(zip.getInputStream(sheet))) {
                HiddenCells cells = HiddenCells.of(in);
                filters.put(comments.get(), () -> new SheetComments(hidden, cells));
            }
        }
    }

    /// Patterns that each begin with letters of their own are found faster one after the other than as one.
    private static List<Pattern> marks(String... patterns) {
        return Stream.of(patterns).map(Pattern::compile).toList();
    }

    private static List<Pattern> styled(Set<String> styles) {
        return marks(styles.stream()
                .limit(MOST_STYLES)
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "<w:[pr]Style w:val=\"(?:", ")\"")));
    }

    /// The sheets whose numbers a chart draws: hidden or not, people see them.
    private Set<String> drawnSheets(List<ZipArchiveEntry> entries) throws IOException {
        Set<String> names = new HashSet<>();
        for (ZipArchiveEntry entry : entries) {
            if (entry.getName().matches("xl/charts/chart\\d+\\.xml")) {
                try (InputStream in = zip.getInputStream(entry)) {
                    String chart = new String(in.readNBytes(LARGEST_CHART), StandardCharsets.UTF_8);
                    DRAWN.matcher(chart).results().map(found -> found.group(1)).forEach(names::add);
                }
            }
        }
        return names;
    }

    /// The styles of a text document that hide what has them.
    private Set<String> hiddenStyles() throws IOException, XMLStreamException {
        ZipArchiveEntry styles = zip.getEntry("word/styles.xml");
        if (styles == null || !finds(styles, VANISH)) {
            return Set.of();
        }
        try (InputStream in = zip.getInputStream(styles)) {
            return VisibleWords.hiddenStyles(in);
        }
    }

    /// The styles of an OpenDocument file, beside those of its text, that hide what has them.
    private Set<String> hidingStyles() throws IOException, XMLStreamException {
        ZipArchiveEntry styles = zip.getEntry("styles.xml");
        if (styles == null || !finds(styles, HIDING_STYLE)) {
            return Set.of();
        }
        try (InputStream in = zip.getInputStream(styles)) {
            return OpenDocumentFilter.hiddenStyles(in);
        }
    }

    /// As above, for an OpenDocument file that is one XML text.
    private static Optional<Path> flat(Path file, HiddenWords hidden) throws IOException, XMLStreamException {
        Path copy = Files.createTempFile("visible", ".xml");
        boolean done = false;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(copy))) {
            XmlCopy.copy(in, out, new OpenDocumentFilter(hidden, Set.of()));
            done = true;
            return Optional.of(copy);
        } finally {
            if (!done) {
                Files.deleteIfExists(copy);
            }
        }
    }

    private Optional<Path> written() throws IOException, XMLStreamException {
        Path copy = Files.createTempFile("visible", ".zip");
        boolean done = false;
        try (OutputStream file = Files.newOutputStream(copy);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
                    Supplier<XmlCopy.Filter> filter = filters.get(entry.getName());
                    if (filter == null) {
                        in.transferTo(out);
                    } else {
                        XmlCopy.copy(in, out, filter.get());
                    }
                }
                out.closeEntry();
            }
            done = true;
            return Optional.of(copy);
        } finally {
            if (!done) {
                Files.deleteIfExists(copy);
            }
        }
    }

    /// The ranges of merged cells of a sheet.
    private List<SheetCells.Range> merged(ZipArchiveEntry entry) throws IOException {
        Set<SheetCells.Range> ranges = new LinkedHashSet<>();
        search(entry, text -> {
            SheetCells.MERGED.matcher(text).results().map(SheetCells.Range::of).forEach(ranges::add);
            return ranges.size() >= SheetCells.MOST_RANGES;
        });
        return ranges.stream().limit(SheetCells.MOST_RANGES).toList();
    }

    /// Whether a part has one of these marks.
    private boolean finds(ZipArchiveEntry entry, List<Pattern> marks) throws IOException {
        return search(
                entry,
                text -> marks.stream().anyMatch(mark -> mark.matcher(text).find()));
    }

    /// Shows a part, piece by piece, to somebody who says when it is enough; the pieces overlap.
    ///
    /// @return whether it was enough
    private boolean search(ZipArchiveEntry entry, Predicate<String> enough) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int kept = 0;
        long seen = 0;
        try (InputStream in = zip.getInputStream(entry)) {
            for (int read = in.read(buffer, kept, BUFFER - kept);
                    read >= 0 && seen < LARGEST_PART;
                    read = in.read(buffer, kept, BUFFER - kept)) {
                seen += read;
                int length = kept + read;
                if (enough.test(new String(buffer, 0, length, StandardCharsets.ISO_8859_1))) {
                    return true;
                }
                kept = Math.min(OVERLAP, length);
                System.arraycopy(buffer, length - kept, buffer, 0, kept);
            }
        }
        return false;
    }
}
