// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import de.fundstelle.config.Settings;
import de.fundstelle.document.Block;
import de.fundstelle.ingest.Extraction.Extracted;
import de.fundstelle.ingest.Extraction.Unreadable;
import de.fundstelle.ingest.Extractor.Known;
import de.fundstelle.ingest.reader.ReadRequest.Unpacking;
import de.fundstelle.ingest.reader.RecognizedPage;
import de.fundstelle.ingest.reader.Refusal;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reads small documents of each format in a real reading process.
class ExtractorTest {

    private static final long MEGABYTE = 1 << 20;

    @TempDir
    private static Path folder;

    private static Extractor extractor;
    private static Originals originals;

    @BeforeAll
    static void start() throws IOException {
        originals = new Originals(folder.resolve("originals"));
        extractor = extractor(Duration.ofSeconds(60), 256 * MEGABYTE, false);
    }

    @AfterAll
    static void end() {
        extractor.close();
    }

    @Test
    void readsWordsHeadingsAndTablesOfDocx() throws Exception {
        Extracted read = read("satzung.docx", Samples.docx());
        assertThat(lines(read))
                .contains("HEADING 1 Hundesteuersatzung", "HEADING 3 § 2 Höhe", "PARAGRAPH 0 Die Steuer wird erhoben.")
                .contains("TABLE_HEADER 0 Hund\tBetrag", "TABLE_ROW 0 erster Hund\t60 Euro");
        assertThat(read.title()).contains("Hundesteuersatzung");
    }

    private static final String LAW = """
            <?xml version="1.0" encoding="UTF-8" ?>
            <!DOCTYPE dokumente SYSTEM "http://127.0.0.1:1/dtd/1.01/gii-norm.dtd">
            <dokumente builddate="20230101000000" doknr="BJNR000010999">
            <norm builddate="20230101000000" doknr="BJNR000010999"><metadaten><jurabk>HuHaG 1999</jurabk><amtabk>HuHaG</amtabk>
            <ausfertigung-datum manuell="ja">1999-05-04</ausfertigung-datum>
            <fundstelle typ="amtlich"><periodikum>BGBl I</periodikum><zitstelle>1999, 10</zitstelle></fundstelle>
            <kurzue>Hundehaltungsgesetz</kurzue><langue>Gesetz über das Halten<BR/>von Hunden</langue>
            <standangabe checked="ja"><standtyp>Stand</standtyp><standkommentar>Zuletzt geändert durch Art. 3 G v. 1.2.2022 I 17</standkommentar></standangabe>
            </metadaten><textdaten/></norm>
            <norm><metadaten><jurabk>HuHaG 1999</jurabk><gliederungseinheit><gliederungskennzahl>010</gliederungskennzahl>
            <gliederungsbez>Abschnitt 1</gliederungsbez><gliederungstitel>Allgemeines</gliederungstitel></gliederungseinheit></metadaten></norm>
            <norm><metadaten><jurabk>HuHaG 1999</jurabk><enbez>§ 1</enbez><titel format="parat">Zweck</titel></metadaten>
            <textdaten><text format="XML"><Content><P>(1) Hunde <B>sind</B> zu halten<FnR ID="F1"/>.</P><P>(2) Nicht gehalten werden
            <DL Type="arabic"><DT>1.</DT><DD Font="normal"><LA>Wölfe,</LA></DD><DT>2.</DT><DD><LA>Füchse, und zwar
            <DL Type="alpha"><DT>a)</DT><DD><LA>rote,</LA></DD></DL></LA></DD></DL></P>
            <table><tgroup cols="2"><thead><row><entry>Hund</entry><entry>Leine</entry></row></thead>
            <tbody><row><entry>groß</entry><entry>2 m</entry></row></tbody></tgroup></table></Content></text></textdaten></norm>
            </dokumente>
            """;

    @Test
    void readsALawOfTheFederalPortalWithoutItsDocumentType() throws Exception {
        for (String name : List.of("BJNR000010999.xml", "gesetz")) {
            Extracted read = read(name, LAW.getBytes(UTF_8));
            assertThat(read.title()).contains("Gesetz über das Halten von Hunden (HuHaG)");
            assertThat(lines(read))
                    .containsExactly(
                            "HEADING 1 Gesetz über das Halten von Hunden (HuHaG)",
                            "PARAGRAPH 0 Hundehaltungsgesetz",
                            "PARAGRAPH 0 Ausfertigungsdatum: 1999-05-04",
                            "PARAGRAPH 0 Fundstelle: BGBl I 1999, 10",
                            "PARAGRAPH 0 Stand: Zuletzt geändert durch Art. 3 G v. 1.2.2022 I 17",
                            "HEADING 2 Abschnitt 1 Allgemeines",
                            "HEADING 5 § 1 Zweck",
                            "PARAGRAPH 0 (1) Hunde sind zu halten.",
                            "PARAGRAPH 0 (2) Nicht gehalten werden",
                            "LIST_ITEM 0 1. Wölfe,",
                            "LIST_ITEM 0 2. Füchse, und zwar",
                            "LIST_ITEM 0 2. a) rote,",
                            "TABLE_HEADER 0 Hund\tLeine",
                            "TABLE_ROW 0 groß\t2 m");
            var facts = de.fundstelle.facts.SelfDescription.of(read.text(), read.title());
            assertThat(facts.fact(de.fundstelle.facts.FactName.KIND)
                            .orElseThrow()
                            .value())
                    .isEqualTo("law");
            assertThat(facts.fact(de.fundstelle.facts.FactName.DATE)
                            .orElseThrow()
                            .value())
                    .isEqualTo("1999-05-04");
            assertThat(facts.fact(de.fundstelle.facts.FactName.AMENDED_BY)
                            .orElseThrow()
                            .value())
                    .isEqualTo("Art. 3 G v. 1.2.2022 I 17");
        }
    }

    @Test
    void aLawThatReachesForFilesOrDoublesItselfComesToADefinedEnd() throws Exception {
        String entity = LAW.replaceFirst(
                        "<!DOCTYPE[^>]*>",
                        "<!DOCTYPE dokumente SYSTEM \"gii-norm.dtd\" [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>")
                .replace("Zweck", "Zweck&x;");
        String laughs = LAW.replaceFirst(
                        "<!DOCTYPE[^>]*>",
                        "<!DOCTYPE dokumente [<!ENTITY a \"gii-norm aaaaaaaaaaaaaaaaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
                                + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\">]>")
                .replace("Zweck", "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;");
        String host = Files.exists(Path.of("/etc/hostname"))
                ? Files.readString(Path.of("/etc/hostname")).strip()
                : "none";
        for (String law : List.of(entity, laughs, LAW.substring(0, LAW.length() / 2))) {
            Path file = folder.resolve("boese.xml");
            Files.writeString(file, law);
            Extraction extraction = extractor.extract(file, Extractor.Known.fresh("boese.xml"));
            if (extraction instanceof Extracted read) {
                assertThat(read.text().text()).doesNotContain("Zweck" + host);
                assertThat(read.text().text().length()).isLessThan(1_000_000);
            }
        }
        assertThat(read("danach.xml", LAW.getBytes(UTF_8)).title()).isPresent();
    }

    @Test
    void knowsTheSheetsOfXlsxAndOds() throws Exception {
        Extracted xlsx = read("haushalt.xlsx", Samples.xlsx());
        assertThat(lines(xlsx)).contains("TABLE_HEADER 0 Posten\tBetrag", "TABLE_ROW 0 Schulen\t1200");
        assertThat(xlsx.text().blocks().getLast().place().sheet()).isEqualTo("Haushalt 2025");

        Extracted ods = read("plan.ods", Samples.ods());
        assertThat(lines(ods)).contains("TABLE_ROW 0 Bauhof\t900");
        assertThat(ods.text().blocks().getLast().place().sheet()).isEqualTo("Plan");
    }

    @Test
    void countsTheSlidesOfPptxAndOdp() throws Exception {
        assertThat(read("vortrag.pptx", Samples.pptx())
                        .text()
                        .blocks()
                        .getLast()
                        .place()
                        .slide())
                .isEqualTo(2);
        Extracted odp = read("vortrag.odp", Samples.odp());
        assertThat(lines(odp)).contains("HEADING 2 Ziele", "PARAGRAPH 0 Mehr Bänke");
        assertThat(odp.text().blocks().getLast().place().slide()).isEqualTo(2);
    }

    @Test
    void findsHeadingsPagesAndDividedWordsInPdf() throws Exception {
        Extracted read = read("satzung.pdf", Samples.pdf());
        assertThat(lines(read))
                .contains("HEADING 1 Satzung der Stadt", "HEADING 3 § 1 Steuergegenstand", "HEADING 3 § 2 Haftung")
                .anyMatch(line -> line.contains("Hundehaltung im Stadtgebiet"));
        Block last = read.text().blocks().getLast();
        assertThat(last.place().page()).isEqualTo(3);
        assertThat(read.text().text().split("Amtliche Fassung", -1)).hasSize(2);
    }

    @Test
    void readsOdtRtfHtmlAndMarkdown() throws Exception {
        assertThat(lines(read("brief.odt", Samples.odt())))
                .contains("HEADING 1 Überschrift", "PARAGRAPH 0 Grüße aus dem Amt");
        assertThat(lines(read("notiz.rtf", "{\\rtf1\\ansi Die Geb\\'fchr betr\\'e4gt 5 Euro.\\par}".getBytes(UTF_8))))
                .contains("PARAGRAPH 0 Die Gebühr beträgt 5 Euro.");
        assertThat(lines(read(
                        "seite.html",
                        "<h2>Öffnungszeiten</h2><ul><li>Montag</li></ul><script>x</script>".getBytes(UTF_8))))
                .containsExactly("HEADING 2 Öffnungszeiten", "LIST_ITEM 0 Montag");
        assertThat(lines(read(
                        "faq.md",
                        "# Titel\n\nText **fett**\nweiter\n\n- Punkt\n\n| A | B |\n|---|---|\n| 1 | 2 |\n"
                                .getBytes(UTF_8))))
                .containsExactly(
                        "HEADING 1 Titel",
                        "PARAGRAPH 0 Text fett\nweiter",
                        "LIST_ITEM 0 Punkt",
                        "TABLE_HEADER 0 A\tB",
                        "TABLE_ROW 0 1\t2");
    }

    @Test
    void readsWindowsLettersInTextAndCsv() throws Exception {
        Charset windows = Charset.forName("windows-1252");
        assertThat(lines(read("notiz.txt", "§ 4\nSteuersatz\n\nDie Gebühr: 5 €".getBytes(windows))))
                .containsExactly("HEADING 3 § 4 Steuersatz", "PARAGRAPH 0 Die Gebühr: 5 €");
        assertThat(lines(read("liste.csv", "Straße;Betrag\n\"Am; Markt\";5 €\n".getBytes(windows))))
                .containsExactly("TABLE_HEADER 0 Straße\tBetrag", "TABLE_ROW 0 Am; Markt\t5 €");
    }

    @Test
    void takesTheAttachmentOfAMailOut() throws Exception {
        Extracted read = read("anfrage.eml", Samples.eml());
        assertThat(read.text().blocks().getFirst().kind()).isEqualTo(Block.Kind.MAIL_HEAD);
        assertThat(read.text().text())
                .contains("Betreff: Müllgebühr", "Wann ist die Gebühr fällig?", "Enthaltene Dateien: anlage.txt")
                .doesNotContain("Inhalt der Anlage");
        assertThat(contents(read)).containsExactly("anlage.txt: Inhalt der Anlage");
    }

    @Test
    void takesOutWhatLiesInAnArchiveWithoutReadingIt() throws Exception {
        Extracted read = read(
                "akten.zip",
                Samples.zip(
                        "a/eins.txt",
                        "Erste Akte".getBytes(UTF_8),
                        "../../zwei.pdf",
                        "%PDF-1.7 kaputt".getBytes(UTF_8)));
        assertThat(read.text().text()).isEqualTo("Enthaltene Dateien: a/eins.txt; zwei.pdf");
        assertThat(contents(read)).containsExactly("a/eins.txt: Erste Akte", "zwei.pdf: %PDF-1.7 kaputt");
        assertThat(read.notes()).isEmpty();
    }

    @Test
    void takesOutNoMoreThanIsAllowedAndSaysSo() throws Exception {
        byte[] zip = Samples.zip("eins.txt", "Eins".getBytes(UTF_8), "zwei.txt", "Zwei".getBytes(UTF_8));
        Extracted few =
                (Extracted) extractor.extract(file("akten.zip", zip), known(new Unpacking(false, 1, 1, MEGABYTE)));
        assertThat(contents(few)).containsExactly("eins.txt: Eins");
        assertThat(few.notes()).containsExactly("Die Datei enthält sehr viel: nur die ersten 1 Teile wurden gelesen.");
        Extracted small = (Extracted) extractor.extract(file("akten.zip", zip), known(new Unpacking(false, 1, 9, 4)));
        assertThat(contents(small)).containsExactly("eins.txt: Eins");
        assertThat(small.notes()).hasSize(1);
        assertThat(extractor.extract(file("akten.zip", zip), known(new Unpacking(false, 0, 9, MEGABYTE))))
                .isEqualTo(Extractor.refused(Refusal.TOO_DEEP));
    }

    private static Known known(Unpacking unpacking) {
        return new Known("akten.zip", "", unpacking);
    }

    private static List<String> contents(Extracted read) throws IOException {
        List<String> contents = new ArrayList<>();
        for (Extraction.Part part : read.parts()) {
            contents.add(
                    part.name() + ": " + Files.readString(part.content().file()).strip());
        }
        return contents;
    }

    @Test
    void readsTextWhoseNameSoundsLikeADialectNobodyParses() throws Exception {
        assertThat(read("s_satzung.txt", "Die Satzung gilt ab Januar.".getBytes(UTF_8))
                        .text()
                        .text())
                .isEqualTo("Die Satzung gilt ab Januar.");
    }

    @Test
    void refusesEncryptedFiles() throws Exception {
        assertRefused(Refusal.ENCRYPTED, "geheim.pdf", Samples.encryptedPdf());
        assertRefused(Refusal.ENCRYPTED, "geheim.xlsx", Samples.encryptedXlsx());
        assertRefused(Refusal.ENCRYPTED, "geheim.zip", Samples.encryptedZip());
    }

    @Test
    void refusesWhatIsNoDocument() throws Exception {
        assertRefused(Refusal.EMPTY, "leer.docx", new byte[0]);
        assertRefused(Refusal.EMPTY, "blank.txt", " \n\t \n".getBytes(UTF_8));
        assertRefused(Refusal.DAMAGED, "kaputt.pdf", "%PDF-1.7\nkein PDF".getBytes(UTF_8));
        assertRefused(Refusal.DAMAGED, "kaputt.docx", "PK\u0003\u0004 kein Archiv".getBytes(UTF_8));
        assertRefused(Refusal.EXECUTABLE, "programm.pdf", Samples.elf());
        assertRefused(Refusal.UNKNOWN_TYPE, "daten.xyz", Samples.noise());
        assertRefused(Refusal.PICTURE_WITHOUT_RECOGNITION, "scan.png", Samples.picture("Text"));
        assertRefused(Refusal.TOO_LARGE, "gross.txt", new byte[(int) (11 * MEGABYTE)]);
        assertRefused(Refusal.BOMB, "bombe.zip", Samples.zip("a.txt", new byte[200_000_000]));
    }

    @Test
    void neverReadsOtherFilesThroughEntities() throws Exception {
        Path secret = Files.writeString(folder.resolve("geheim"), "VERRATEN");
        String xml = "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><a>Text &x; Ende</a>";
        Extraction extraction = extract("angriff.xml", xml.getBytes(UTF_8));
        assertThat(extraction.toString()).doesNotContain("VERRATEN");
    }

    @Test
    void endsAFileThatHangsAndReadsTheNext() throws Exception {
        try (Extractor impatient = extractor(Duration.ofSeconds(5), 256 * MEGABYTE, false)) {
            assertThat(impatient.extract(file("endlos.pdf", Samples.endlessPdf()), Known.fresh("endlos.pdf")))
                    .isEqualTo(Extractor.refused(Refusal.TOO_SLOW));
            long start = System.nanoTime();
            assertThat(impatient.extract(file("gut.txt", "Alles gut".getBytes(UTF_8)), Known.fresh("gut.txt")))
                    .isInstanceOf(Extracted.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void endsAFileThatNeedsTooMuchMemoryAndReadsTheNext() throws Exception {
        try (Extractor small = extractor(Duration.ofSeconds(60), 48 * MEGABYTE, false)) {
            assertThat(small.extract(file("riesig.docx", Samples.hugeDocx()), Known.fresh("riesig.docx")))
                    .isEqualTo(Extractor.refused(Refusal.TOO_MUCH_MEMORY));
            assertThat(small.extract(file("gut.txt", "Alles gut".getBytes(UTF_8)), Known.fresh("gut.txt")))
                    .isInstanceOf(Extracted.class);
        }
    }

    @Test
    void endsTheReadingWhenItsCallerIsInterrupted() throws Exception {
        Path endless = file("endlos.pdf", Samples.endlessPdf());
        CountDownLatch started = new CountDownLatch(1);
        AtomicReference<Object> outcome = new AtomicReference<>();
        Thread caller = Thread.ofPlatform().start(() -> {
            started.countDown();
            try {
                outcome.set(extractor.extract(endless, Known.fresh("endlos.pdf")));
            } catch (InterruptedException e) {
                outcome.set("interrupted");
            }
        });
        started.await();
        caller.interrupt();
        caller.join(Duration.ofSeconds(10));
        assertThat(outcome.get()).isEqualTo("interrupted");
    }

    @Test
    @Tag("machine")
    void readsScannedPagesWithTesseract() throws Exception {
        try (Extractor recognizing = extractor(Duration.ofSeconds(60), 256 * MEGABYTE, true)) {
            assertThat(scanned(recognizing, "scan.png", Samples.picture("Hundesteuer"))
                            .text()
                            .text())
                    .contains("Hundesteuer");
            Extracted pdf = scanned(recognizing, "scan.pdf", Samples.scannedPdf("Hundesteuer"));
            assertThat(pdf.text().text()).contains("Hundesteuer");
            assertThat(pdf.text().blocks().getFirst().place().page()).isEqualTo(1);
        }
    }

    /// Reads a file that says nothing before its one page was recognized.
    private static Extracted scanned(Extractor recognizing, String name, byte[] bytes) throws Exception {
        Path file = file(name, bytes);
        Extracted before = (Extracted) recognizing.extract(file, Known.fresh(name));
        assertThat(before.waitsForPages()).isTrue();
        assertThat(before.pagesLeft()).containsExactly(1);
        RecognizedPage page = recognizing.recognize(file, 1).orElseThrow();
        assertThat(page.confidence()).isGreaterThan(60);
        String pages = new JsonMapper().writeValueAsString(List.of(page));
        Extracted read =
                (Extracted) recognizing.extract(file, new Known(name, pages, new Unpacking(false, 1, 1, MEGABYTE)));
        assertThat(read.pagesLeft()).isEmpty();
        return read;
    }

    private static Extractor extractor(Duration limit, long memory, boolean recognizes) {
        Settings.Ocr ocr = new Settings.Ocr(recognizes, List.of("deu"), 5);
        return new Extractor(
                new Settings.Ingest(10 * MEGABYTE, 1, memory, limit, ocr), folder.resolve("tmp"), originals);
    }

    private static Path file(String name, byte[] bytes) throws IOException {
        return Files.write(Files.createTempDirectory(folder, "file").resolve(name), bytes);
    }

    private static Extraction extract(String name, byte[] bytes) throws Exception {
        return extractor.extract(file(name, bytes), Known.fresh(name));
    }

    private static Extracted read(String name, byte[] bytes) throws Exception {
        Extraction extraction = extract(name, bytes);
        assertThat(extraction).isInstanceOf(Extracted.class);
        return (Extracted) extraction;
    }

    private static void assertRefused(Refusal refusal, String name, byte[] bytes) throws Exception {
        assertThat(extract(name, bytes)).as(name).isEqualTo(new Unreadable(refusal.reason(), refusal.advice()));
    }

    private static List<String> lines(Extracted read) {
        return read.text().blocks().stream()
                .map(block ->
                        block.kind() + " " + block.level() + " " + read.text().of(block))
                .collect(Collectors.toList());
    }
}
