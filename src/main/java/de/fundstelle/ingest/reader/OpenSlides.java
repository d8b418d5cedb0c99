// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Block;
import de.fundstelle.document.Place;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/// Follows the slides of a presentation; the first words on each are its heading.
final class OpenSlides extends DefaultHandler {

    private final Pieces pieces;
    private final StringBuilder text = new StringBuilder();
    private int slide;
    private int paragraphs;
    private boolean opens;
    private int lists;
    private final TableRows table;

    OpenSlides(Pieces pieces) {
        this.pieces = pieces;
        this.table = new TableRows(pieces);
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) {
        switch (qName) {
            case "draw:page" -> {
                pieces.place(Place.onSlide(++slide));
                opens = true;
            }
            case "text:p", "text:h" -> paragraphs++;
            case "table:table" -> table.start();
            case "table:table-row" -> table.startRow();
            case "table:table-cell" ->
                table.startCell(
                        false,
                        span(attributes.getValue("table:number-columns-spanned")),
                        span(attributes.getValue("table:number-rows-spanned")));
            case "text:list" -> lists++;
            case "text:s", "text:tab", "text:line-break" -> text.append(' ');
            case "presentation:notes" -> opens = false;
            default -> {}
        }
    }

    @Override
    public void endElement(String uri, String localName, String qName) {
        switch (qName) {
            case "text:p", "text:h" -> {
                paragraphs--;
                paragraph();
            }
            case "table:table" -> table.end();
            case "table:table-row" -> table.endRow();
            case "table:table-cell" -> table.endCell();
            case "text:list" -> lists--;
            default -> {}
        }
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        if (paragraphs > 0) {
            text.append(characters, start, length);
        }
        if (text.length() > Piece.LONGEST) {
            paragraph();
        }
    }

    private void paragraph() {
        String words = text.toString().strip();
        text.setLength(0);
        if (words.isEmpty()) {
            return;
        }
        if (table.insideCell()) {
            table.cellText(words);
        } else if (opens) {
            pieces.heading(2, words);
            opens = false;
        } else {
            pieces.add(lists > 0 ? Block.Kind.LIST_ITEM : Block.Kind.PARAGRAPH, words);
        }
    }

    private static int span(@Nullable String value) {
        return value == null ? 1 : Math.max(1, OfficeFilters.number(value));
    }
}
