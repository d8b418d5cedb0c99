// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;

/// Documents that ask whoever reads them to fetch something from elsewhere: pictures, style sheets, entities, DTDs.
final class CallingFiles {

    private static final String ELSEWHERE = "http://198.51.100.7/";
    private static final String NAMED = "http://anderswo.example/";

    private static final String DTD =
            "<!DOCTYPE %s SYSTEM \"" + NAMED + "fremd.dtd\" [<!ENTITY fremd SYSTEM \"" + ELSEWHERE + "fremd.xml\">]>";

    private CallingFiles() {}

    static Map<String, byte[]> all() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("ruft-bild.html", utf8("""
                <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://anderswo.example/xhtml1-strict.dtd">
                <html><head><base href="http://anderswo.example/"><title>Marktordnung</title>
                <link rel="stylesheet" href="stil.css"><script src="http://198.51.100.7/a.js"></script>
                <meta http-equiv="refresh" content="0; url=http://198.51.100.7/"></head>
                <body><p>Der Krammarkt beginnt um sieben Uhr.</p><img src="http://198.51.100.7/punkt.gif">
                <iframe src="http://anderswo.example/rahmen.html"></iframe></body></html>
                """));
        files.put("ruft-bild.eml", utf8("""
                From: Bauhof <bauhof@musterstadt.example>
                To: Rathaus <rathaus@musterstadt.example>
                Subject: Streusalz
                MIME-Version: 1.0
                Content-Type: text/html; charset=utf-8

                <html><body><p>Das Streusalz lagert im Bauhof.</p><img src="http://198.51.100.7/punkt.gif">
                <img src="http://anderswo.example/punkt.gif"></body></html>
                """));
        files.put(
                "ruft-dtd.svg",
                utf8("<?xml version=\"1.0\"?>\n" + DTD.formatted("svg")
                        + "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">"
                        + "<image xlink:href=\"" + ELSEWHERE + "bild.png\"/><text>Lageplan &fremd;</text></svg>"));
        files.put(
                "ruft-dtd.xml",
                utf8("<?xml version=\"1.0\"?>\n" + DTD.formatted("satzung")
                        + "<satzung><titel>Reinigung</titel><text>Gereinigt wird freitags. &fremd;</text></satzung>"));
        files.put("ruft-vorlage.docx", word("", "Der Bauausschuss tagt im Ratssaal."));
        files.put("ruft-dtd.docx", word(DTD.formatted("document"), "Der Bauausschuss tagt &fremd;"));
        files.put("ruft-dtd.odt", openDocument());
        files.put("ruft-adresse.pdf", portable());
        return files;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// A Word document whose template and picture lie elsewhere.
    private static byte[] word(String doctype, String text) throws IOException {
        String types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Default Extension="xml" ContentType="application/xml"/>
                <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
                <Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>
                </Types>""");
        parts.put("_rels/.rels", relationships(types + "officeDocument", "word/document.xml", ""));
        parts.put("word/_rels/document.xml.rels", """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                <Relationship Id="r1" Type="%simage" Target="http://198.51.100.7/bild.png" TargetMode="External"/>
                <Relationship Id="r2" Type="%ssettings" Target="settings.xml"/>
                </Relationships>""".formatted(types, types));
        parts.put(
                "word/_rels/settings.xml.rels",
                relationships(types + "attachedTemplate", NAMED + "vorlage.dotm", "TargetMode=\"External\""));
        parts.put(
                "word/settings.xml",
                "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\""
                        + types.substring(0, types.length() - 1) + "\"><w:attachedTemplate r:id=\"r1\"/></w:settings>");
        parts.put(
                "word/document.xml",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + doctype
                        + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r>"
                        + "<w:instrText>INCLUDEPICTURE \"" + ELSEWHERE + "bild.png\"</w:instrText>"
                        + "<w:t>" + text + "</w:t></w:r></w:p></w:body></w:document>");
        return zipped(parts);
    }

    private static String relationships(String type, String target, String more) {
        return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + "<Relationship Id=\"r1\" Type=\"%s\" Target=\"%s\" %s/></Relationships>"
                        .formatted(type, target, more);
    }

    private static byte[] openDocument() throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("mimetype", "application/vnd.oasis.opendocument.text");
        parts.put(
                "content.xml",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + DTD.formatted("office:document-content")
                        + "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
                        + " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
                        + " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\""
                        + " xmlns:xlink=\"http://www.w3.org/1999/xlink\"><office:body><office:text>"
                        + "<text:p>Der Friedhof ist geöffnet.<draw:frame><draw:image xlink:href=\"" + ELSEWHERE
                        + "bild.png\"/></draw:frame></text:p></office:text></office:body></office:document-content>");
        return zipped(parts);
    }

    private static byte[] zipped(Map<String, String> parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(utf8(part.getValue()));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /// A PDF that opens an address when it is opened.
    private static byte[] portable() throws IOException {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(72, 700);
                content.showText("Die Sperrmuellabfuhr kommt im Oktober.");
                content.endText();
            }
            PDActionURI action = new PDActionURI();
            action.setURI(ELSEWHERE + "offen");
            document.getDocumentCatalog().setOpenAction(action);
            document.save(bytes);
            return bytes.toByteArray();
        }
    }
}
