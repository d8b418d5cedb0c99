// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Block;
import de.fundstelle.document.Place;
import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.mime.MediaType;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/// Makes pieces out of the XHTML events that Tika's parsers send, whatever the format was.
final class XhtmlPieces extends DefaultHandler {

    private static final Set<String> BREAKING = Set.of(
            "p",
            "div",
            "section",
            "article",
            "header",
            "footer",
            "blockquote",
            "pre",
            "dl",
            "dt",
            "dd",
            "ul",
            "ol",
            "body",
            "address",
            "figure",
            "figcaption",
            "main",
            "nav",
            "aside",
            "form",
            "fieldset",
            "center",
            "title",
            "caption");
    private static final Set<String> SILENT = Set.of("script", "style", "head", "noscript");
    private static final Pattern BLANK_LINE = Pattern.compile("\n[ \t\r]*\n");
    private static final Pattern SPAN = Pattern.compile("[1-9]\\d{0,3}");
    private static final Pattern WHITE = Pattern.compile("\\s+");
    private static final int LONGEST_SLIDE_TITLE = 120;

    private final Pieces pieces;
    private final boolean keepsLines;
    private final boolean pagesAreSheets;
    private final Iterator<String> tableNames;
    private final StringBuilder text = new StringBuilder();
    private final TableRows table;
    private final RtfRows rtfRows;

    private final HiddenElements hidden = new HiddenElements();
    private int silent;
    private int headingLevel;
    private boolean listItem;
    private boolean sheetOpens;
    private boolean slideOpens;
    private boolean master;
    private final Set<String> masterWords = new HashSet<>();
    private int slide;
    private int page;

    /// As below, for a format whose cells of several columns are merged.
    XhtmlPieces(Pieces pieces, boolean keepsLines, boolean pagesAreSheets, List<String> tableNames) {
        this(pieces, keepsLines, pagesAreSheets, false, tableNames);
    }

    /// @param keepsLines whether a line break in the text is meant, as in mails
    /// @param pagesAreSheets whether what Tika calls a page is a sheet
    /// @param repeatedCells whether cells of several columns are repeated rather than merged, as in OpenDocument
    /// @param tableNames names of the tables in their order, where Tika's events lack them
    XhtmlPieces(
            Pieces pieces, boolean keepsLines, boolean pagesAreSheets, boolean repeatedCells, List<String> tableNames) {
        this.pieces = pieces;
        this.keepsLines = keepsLines;
        this.pagesAreSheets = pagesAreSheets;
        this.tableNames = List.copyOf(tableNames).iterator();
        this.table = new TableRows(pieces, repeatedCells);
        this.rtfRows = new RtfRows(pieces);
    }

    /// Looks up what the events of an old format will not tell: hidden slides, merged cells.
    void follow(TikaInputStream file, MediaType type) throws IOException {
        hidden.slides(OldOffice.hiddenSlides(file, type, hidden.words()));
        table.follow(OldOffice.tables(file, type));
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) {
        String element = localName.toLowerCase(Locale.ROOT);
        if (hidden.starts(attributes)) {
            return;
        }
        if (SILENT.contains(element)) {
            silent++;
            return;
        }
        switch (element) {
            case "table" -> startTable();
            case "thead" -> table.head(true);
            case "tr" -> startRow();
            case "td", "th" -> startCell(element.equals("th"), attributes);
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                flush();
                headingLevel = element.charAt(1) - '0';
            }
            case "li" -> {
                flush();
                listItem = true;
            }
            case "br" -> text.append('\n');
            default -> {
                if (BREAKING.contains(element)) {
                    flush();
                    division(String.valueOf(attributes.getValue("class")));
                }
            }
        }
    }

    @Override
    public void endElement(String uri, String localName, String qName) {
        String element = localName.toLowerCase(Locale.ROOT);
        if (hidden.ends()) {
            return;
        }
        if (SILENT.contains(element)) {
            silent--;
            return;
        }
        switch (element) {
            case "table" -> {
                flush();
                table.end();
            }
            case "thead" -> table.head(false);
            case "tr" -> {
                flush();
                table.endRow();
            }
            case "td", "th" -> {
                flush();
                table.endCell();
            }
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                flush();
                headingLevel = 0;
            }
            case "li" -> {
                flush();
                listItem = false;
            }
            default -> {
                if (BREAKING.contains(element)) {
                    flush();
                }
            }
        }
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        if (silent > 0 || hidden.inside()) {
            return;
        }
        text.append(characters, start, length);
        if (text.length() > Piece.LONGEST) {
            flush();
        }
    }

    @Override
    public void ignorableWhitespace(char[] characters, int start, int length) {
        if (silent == 0 && !hidden.inside() && !text.isEmpty()) {
            text.append(' ');
        }
    }

    @Override
    public void endDocument() {
        flush();
        table.end();
        rtfRows.end();
    }

    /// Says what the file held but does not show.
    void tell() {
        hidden.words().tell(pieces);
    }

    /// Adds what has been gathered so far.
    void flush() {
        String found = text.toString();
        text.setLength(0);
        if (found.isBlank()) {
            return;
        }
        if (table.insideCell()) {
            table.cellText(WHITE.matcher(found).replaceAll(" ").strip());
        } else if (headingLevel > 0) {
            heading(WHITE.matcher(found).replaceAll(" ").strip());
        } else {
            paragraphs(found);
        }
    }

    private void heading(String words) {
        if (sheetOpens) {
            pieces.place(Place.onSheet(words));
            sheetOpens = false;
        }
        pieces.heading(headingLevel, words);
    }

    private void paragraphs(String found) {
        if (rtfRows.reads(found)) {
            return;
        }
        for (String part : BLANK_LINE.split(found, -1)) {
            if (keepsLines) {
                PlainText.read(part, pieces);
                continue;
            }
            String words = part.replace('\n', ' ').strip();
            if (words.isEmpty() || (master && !masterWords.add(words))) {
                continue;
            }
            if (slideOpens && words.length() <= LONGEST_SLIDE_TITLE) {
                pieces.heading(2, words);
            } else if (listItem) {
                pieces.add(Block.Kind.LIST_ITEM, words);
            } else {
                pieces.paragraph(words);
            }
            slideOpens = false;
        }
    }

    private void division(String kind) {
        if (kind.startsWith("slide") || kind.startsWith("notes")) {
            // What the master says stands on every slide; once is enough.
            master = kind.equals("slide-master-content");
        }
        switch (kind) {
            case "page" -> {
                if (pagesAreSheets) {
                    sheetOpens = true;
                } else {
                    pieces.place(Place.onPage(++page));
                }
            }
            case "sheet" -> sheetOpens = true;
            case "slide-content" -> {
                slide = hidden.nextSlide(slide);
                pieces.place(Place.onSlide(slide));
                slideOpens = true;
            }
            default -> slideOpens = slideOpens && !kind.startsWith("slide-");
        }
    }

    private void startTable() {
        flush();
        if (!table.open() && tableNames.hasNext()) {
            String name = tableNames.next();
            pieces.place(Place.onSheet(name));
            pieces.heading(1, name);
        }
        table.start();
    }

    private void startRow() {
        flush();
        table.startRow();
    }

    private void startCell(boolean header, Attributes attributes) {
        flush();
        table.startCell(header, span(attributes.getValue("colspan")), span(attributes.getValue("rowspan")));
    }

    private static int span(@Nullable String value) {
        return value != null && SPAN.matcher(value.strip()).matches() ? Integer.parseInt(value.strip()) : 1;
    }
}
