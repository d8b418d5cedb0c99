// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Block;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.utils.XMLReaderUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// Reads a law or regulation as the German federal law portal offers it for download (`gii-norm.dtd`).
///
/// Its head becomes lines of the text, so that they are found, cited and recognised; divisions and sections become
/// headings, subsections paragraphs, enumerations lists. Nothing outside the file is opened: the document type is not
/// fetched.
final class LawXml {

    /// The longest of all federal laws has less than 10 MB.
    private static final long LARGEST = 40L << 20;

    private static final int LOOK_AHEAD = 2_000;
    /// A division "010020" stands two levels deep.
    private static final int DIGITS_PER_LEVEL = 3;

    private static final int SECTION_LEVEL = 5;

    private static final Pattern WHITE = Pattern.compile("\\s+");
    private static final Pattern SECTION = Pattern.compile("(?:§|Art).*");
    private static final Pattern SILENT = Pattern.compile("(?:FnR|FnArea|Footnotes|TOC|IMG|FILE)");

    private final Pieces pieces;

    private LawXml(Pieces pieces) {
        this.pieces = pieces;
    }

    /// Whether a file is of this kind, judged by its first bytes and its size.
    static boolean fits(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(LOOK_AHEAD), StandardCharsets.UTF_8);
            return head.contains("<dokumente") && (head.contains("gii-norm") || head.contains("<norm"));
        }
    }

    static void read(Path file, Metadata metadata, Pieces pieces) throws IOException, SAXException, TikaException {
        Document document;
        try (InputStream in = Files.newInputStream(file)) {
            document = XMLReaderUtils.buildDOM(in, new ParseContext());
        }
        new LawXml(pieces).law(document.getDocumentElement(), metadata);
    }

    private void law(Element root, Metadata metadata) {
        boolean first = true;
        for (Element norm : children(root, "norm")) {
            for (Element data : children(norm, "metadaten")) {
                if (first) {
                    head(data, metadata);
                    first = false;
                } else {
                    headings(data);
                }
            }
            for (Element data : children(norm, "textdaten")) {
                for (Element text : children(data, "text")) {
                    children(text, "Content").forEach(this::blocks);
                }
                footnotes(data);
            }
        }
    }

    private void head(Element data, Metadata metadata) {
        String name = words(data, "langue");
        String brief = words(data, "amtabk").isEmpty() ? words(data, "jurabk") : words(data, "amtabk");
        String title = name.isEmpty() ? brief : brief.isEmpty() ? name : name + " (" + brief + ")";
        if (!title.isEmpty()) {
            metadata.set(TikaCoreProperties.TITLE, title);
            pieces.heading(1, title);
        }
        line(words(data, "kurzue"));
        String made = words(data, "ausfertigung-datum");
        line(made.isEmpty() ? "" : "Ausfertigungsdatum: " + made);
        for (Element source : children(data, "fundstelle")) {
            line("Fundstelle: " + words(source, "periodikum") + " " + words(source, "zitstelle"));
        }
        for (Element state : children(data, "standangabe")) {
            line(words(state, "standtyp") + ": " + words(state, "standkommentar"));
        }
    }

    private void headings(Element data) {
        for (Element division : children(data, "gliederungseinheit")) {
            int depth = 1 + words(division, "gliederungskennzahl").length() / DIGITS_PER_LEVEL;
            String label = words(division, "gliederungsbez");
            String title = words(division, "gliederungstitel");
            headingOf(Math.clamp(depth, 2, SECTION_LEVEL - 1), label, title);
        }
        String label = words(data, "enbez");
        if (!label.isEmpty()) {
            headingOf(SECTION.matcher(label).matches() ? SECTION_LEVEL : 2, label, words(data, "titel"));
        }
    }

    private void headingOf(int level, String label, String title) {
        String heading = (label + " " + title).strip();
        if (!heading.isEmpty()) {
            pieces.heading(level, heading);
        }
    }

    private void footnotes(Element data) {
        for (Element notes : children(data, "fussnoten")) {
            children(notes, "Content").forEach(this::blocks);
        }
    }

    /// What stands in a text: paragraphs, enumerations, tables.
    private void blocks(Element parent) {
        StringBuilder loose = new StringBuilder();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                switch (element.getTagName().toLowerCase(Locale.ROOT)) {
                    case "p" -> {
                        flush(loose);
                        paragraph(element);
                    }
                    case "dl" -> {
                        flush(loose);
                        list(element, "");
                    }
                    case "table" -> {
                        flush(loose);
                        table(element);
                    }
                    case "br" -> loose.append('\n');
                    case "title", "subtitle" -> {
                        flush(loose);
                        headingOf(4, text(element), "");
                    }
                    case "pre", "kommentar", "revision", "content", "entry", "la" -> blocks(element);
                    default -> loose.append(text(element));
                }
            } else if (node.getNodeType() == Node.TEXT_NODE) {
                loose.append(WHITE.matcher(node.getTextContent()).replaceAll(" "));
            }
        }
        flush(loose);
    }

    private void flush(StringBuilder loose) {
        line(loose.toString());
        loose.setLength(0);
    }

    /// The words of a subsection; an enumeration inside it becomes items of their own.
    private void paragraph(Element paragraph) {
        StringBuilder words = new StringBuilder();
        for (Node node = paragraph.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equalsIgnoreCase("dl")) {
                flush(words);
                list(element, "");
            } else if (node instanceof Element element && element.getTagName().equalsIgnoreCase("table")) {
                flush(words);
                table(element);
            } else {
                words.append(node instanceof Element element ? text(element) : white(node));
            }
        }
        flush(words);
    }

    /// An enumeration; items below items carry the mark above them: "2. a)".
    private void list(Element list, String above) {
        String mark = above;
        for (Node node = list.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equalsIgnoreCase("dt")) {
                mark = (above + " " + text(element)).strip();
            } else if (node instanceof Element element && element.getTagName().equalsIgnoreCase("dd")) {
                item(element, mark);
            }
        }
    }

    private void item(Element item, String mark) {
        StringBuilder words = new StringBuilder();
        List<Element> below = new ArrayList<>();
        gather(item, words, below);
        String own = (mark + " " + words).strip();
        if (!own.isEmpty() && !(words.toString().isBlank() && !below.isEmpty())) {
            pieces.add(Block.Kind.LIST_ITEM, own);
        }
        below.forEach(list -> list(list, mark));
    }

    private static void gather(Element parent, StringBuilder words, List<Element> lists) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equalsIgnoreCase("dl")) {
                lists.add(element);
            } else if (node instanceof Element element && element.getTagName().equalsIgnoreCase("la")) {
                gather(element, words, lists);
            } else {
                words.append(node instanceof Element element ? text(element) : white(node));
            }
        }
    }

    private void table(Element table) {
        table(table, "thead", Block.Kind.TABLE_HEADER);
        table(table, "tbody", Block.Kind.TABLE_ROW);
    }

    private void table(Element table, String part, Block.Kind kind) {
        NodeList parts = table.getElementsByTagName(part);
        for (int i = 0; i < parts.getLength(); i++) {
            for (Element row : children((Element) parts.item(i), "row")) {
                String cells = String.join(
                        Pieces.CELL,
                        children(row, "entry").stream()
                                .map(cell -> text(cell).replace('\n', ' ').strip())
                                .toList());
                if (!cells.isBlank()) {
                    pieces.add(kind, cells);
                }
            }
        }
    }

    private void line(String words) {
        if (!words.isBlank()) {
            pieces.add(Block.Kind.PARAGRAPH, words.strip());
        }
    }

    /// The words of an element without its footnote signs; a break of a line stays one.
    private static String text(Element element) {
        if (SILENT.matcher(element.getTagName()).matches()) {
            return "";
        }
        if (element.getTagName().equalsIgnoreCase("br")) {
            return "\n";
        }
        StringBuilder words = new StringBuilder();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            words.append(node instanceof Element inner ? text(inner) : white(node));
        }
        return words.toString();
    }

    private static String white(Node node) {
        boolean isText = node.getNodeType() == Node.TEXT_NODE || node.getNodeType() == Node.CDATA_SECTION_NODE;
        return isText ? WHITE.matcher(node.getTextContent()).replaceAll(" ") : "";
    }

    private static String words(Element parent, String name) {
        return children(parent, name).stream()
                .findFirst()
                .map(found -> WHITE.matcher(text(found)).replaceAll(" ").strip())
                .orElse("");
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
