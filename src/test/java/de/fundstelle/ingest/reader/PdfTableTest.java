// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.document.Block;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PdfTableTest {

    private final DrawnPdf pdf = new DrawnPdf();

    @AfterEach
    void close() throws IOException {
        pdf.close();
    }

    @Test
    void readsAFeeTableWithoutLinesRowByRow() throws Exception {
        pdf.page(content -> {
            row(content, 700, "Nr.", "Gegenstand", "Gebühr");
            row(content, 680, "1", "Beglaubigung einer Unterschrift", "5,00 Euro");
            row(content, 660, "2", "Auskunft aus dem Register, wenn sie", "12,50 Euro");
            row(content, 647, "", "schriftlich erteilt wird", "");
            row(content, 627, "3", "Ersatz einer Hundemarke", "3,00 Euro");
        });

        assertThat(rows(Block.Kind.TABLE_HEADER)).containsExactly("Nr.\tGegenstand\tGebühr");
        assertThat(rows(Block.Kind.TABLE_ROW))
                .containsExactly(
                        "1\tBeglaubigung einer Unterschrift\t5,00 Euro",
                        "2\tAuskunft aus dem Register, wenn sie schriftlich erteilt wird\t12,50 Euro",
                        "3\tErsatz einer Hundemarke\t3,00 Euro");
    }

    @Test
    void readsADrawnTableByItsLines() throws Exception {
        pdf.page(content -> {
            for (float y : new float[] {715, 690, 650, 625}) {
                content.moveTo(55, y);
                content.lineTo(480, y);
                content.stroke();
            }
            for (float x : new float[] {55, 95, 395, 480}) {
                content.moveTo(x, 715);
                content.lineTo(x, 625);
                content.stroke();
            }
            row(content, 700, "Nr.", "Gegenstand", "Gebühr");
            row(content, 677, "1", "Erlaubnis zum Halten", "");
            row(content, 664, "", "eines gefährlichen Hundes", "120,00");
            row(content, 637, "2", "Ausnahme vom Leinenzwang", "frei");
        });

        assertThat(rows(Block.Kind.TABLE_ROW))
                .containsExactly(
                        "1\tErlaubnis zum Halten eines gefährlichen Hundes\t120,00",
                        "2\tAusnahme vom Leinenzwang\tfrei");
    }

    @Test
    void repeatsADrawnCellInAllRowsThatItSpans() throws Exception {
        pdf.page(content -> {
            for (float y : new float[] {715, 690, 640}) {
                line(content, 55, y, 480, y);
            }
            line(content, 200, 665, 480, 665);
            for (float x : new float[] {55, 200, 480}) {
                line(content, x, 715, x, 640);
            }
            cells(content, 700, "Tarif", "Leistung");
            cells(content, 676, "Friedhof", "Grabstelle für Erwachsene");
            cells(content, 650, "", "Urnengrab im Wald");
        });

        assertThat(rows(Block.Kind.TABLE_ROW))
                .containsExactly("Friedhof\tGrabstelle für Erwachsene", "Friedhof\tUrnengrab im Wald");
    }

    @Test
    void leavesTheShortItemsOfAListWhatTheyAre() throws Exception {
        pdf.page(content -> {
            String[] items = {"Familienname,", "früherer Name,", "Geburtsname,", "Vorname."};
            DrawnPdf.text(content, 60, 720, "Anzugeben sind die folgenden Daten des Antragstellers:");
            for (int i = 0; i < items.length; i++) {
                DrawnPdf.text(content, 60, 700 - i * 14, (char) ('a' + i) + ")");
                DrawnPdf.text(content, 90, 700 - i * 14, items[i]);
            }
        });

        assertThat(rows(Block.Kind.TABLE_ROW)).isEmpty();
        assertThat(rows(Block.Kind.LIST_ITEM))
                .containsExactly("a) Familienname,", "b) früherer Name,", "c) Geburtsname,", "d) Vorname.");
    }

    @Test
    void namesTheColumnsAgainWhereATableGoesOnOverleaf() throws Exception {
        pdf.page(content -> {
            row(content, 700, "Nr.", "Gegenstand", "Gebühr");
            row(content, 680, "1", "Beglaubigung einer Unterschrift", "5,00 Euro");
            row(content, 660, "2", "Auskunft aus dem Register", "12,50 Euro");
            DrawnPdf.text(content, 280, 40, "Amt für Finanzen");
        });
        pdf.page(content -> {
            row(content, 780, "3", "Ersatz einer Hundemarke", "3,00 Euro");
            row(content, 760, "4", "Verleih eines Zeltes", "75,00 Euro");
            row(content, 740, "5", "Verleih einer Bank", "5,00 Euro");
        });

        assertThat(pdf.texts().subList(3, 8))
                .containsExactly(
                        "Amt für Finanzen",
                        "Nr.\tGegenstand\tGebühr",
                        "3\tErsatz einer Hundemarke\t3,00 Euro",
                        "4\tVerleih eines Zeltes\t75,00 Euro",
                        "5\tVerleih einer Bank\t5,00 Euro");
        assertThat(rows(Block.Kind.TABLE_HEADER)).hasSize(2);
    }

    @Test
    void givesATableUnderAnotherHeadingNoForeignNames() throws Exception {
        pdf.page(content -> {
            row(content, 700, "Nr.", "Gegenstand", "Gebühr");
            row(content, 680, "1", "Beglaubigung einer Unterschrift", "5,00 Euro");
            row(content, 660, "2", "Auskunft aus dem Register", "12,50 Euro");
            DrawnPdf.text(content, DrawnPdf.BOLD, 11, 60, 600, "§ 5 Hunde und ihre Steuer");
            row(content, 560, "1", "der erste Hund", "60,00 Euro");
            row(content, 540, "2", "der zweite Hund", "80,00 Euro");
            row(content, 520, "3", "jeder weitere Hund", "90,00 Euro");
        });

        assertThat(rows(Block.Kind.TABLE_HEADER)).containsExactly("Nr.\tGegenstand\tGebühr");
        assertThat(rows(Block.Kind.TABLE_ROW)).hasSize(5);
    }

    @Test
    void takesNoFirstRowWithAnAmountOrANumberForNames() throws Exception {
        pdf.page(content -> {
            row(content, 700, "2 a", "Grundpreis", "3,40 DM");
            row(content, 680, "2 b", "Fahrpreis", "2,00 DM");
            row(content, 660, "2 c", "Wartezeit", "30,00 DM");
        });

        assertThat(rows(Block.Kind.TABLE_HEADER)).isEmpty();
        assertThat(rows(Block.Kind.TABLE_ROW)).hasSize(3);
    }

    @Test
    void joinsLabelsThatWereReadApartWithTheirParagraphs() {
        List<PdfLines.Line> lines = List.of(
                line("(1)", 60, 80, 100),
                line("(2)", 60, 80, 140),
                line("Die Steuer wird durch Bescheid für das ganze Jahr erhoben und ist", 100, 480, 101),
                line("in zwei Raten zu zahlen.", 100, 250, 114),
                line("Sie ist fällig, sobald der Hund gehalten wird, spätestens am ersten Mai.", 100, 480, 139));
        Pieces pieces = new Pieces(10_000, () -> {});

        PdfLayout.write(List.of(new PdfLines.Page(1, lines)), pieces);

        assertThat(pieces.all())
                .extracting(Piece::text)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("(1) Die Steuer").endsWith("zu zahlen."),
                        second -> assertThat(second).startsWith("(2) Sie ist fällig"));
    }

    @Test
    void takesAWideBlankInOneLineForNoTable() throws Exception {
        pdf.page(content -> {
            DrawnPdf.text(content, 60, 700, "Die Benutzer haben die Bestimmungen der Hausordnung und der");
            DrawnPdf.text(content, 400, 700, "Vorschriften,");
            DrawnPdf.text(content, 60, 687, "die in der Halle aushängen, zu achten und zu befolgen.");
            DrawnPdf.text(content, 60, 674, "10.");
            DrawnPdf.text(content, 90, 674, "Mit Strom und Wasser ist sparsam umzugehen.");
            DrawnPdf.text(content, 60, 661, "11.");
            DrawnPdf.text(content, 90, 661, "Im ganzen Haus darf nicht geraucht werden.");
        });

        assertThat(rows(Block.Kind.TABLE_ROW)).isEmpty();
    }

    private static PdfLines.Line line(String text, float left, float right, float baseline) {
        return new PdfLines.Line(text, left, right, baseline, 11, false);
    }

    @Test
    void leavesNumberedParagraphsWhatTheyAre() throws Exception {
        pdf.page(content -> {
            for (int i = 1; i <= 4; i++) {
                DrawnPdf.text(content, 60, 720 - i * 30, "(" + i + ")");
                DrawnPdf.text(
                        content, 90, 720 - i * 30, "Die Steuer wird durch Bescheid für das ganze Jahr erhoben und");
                DrawnPdf.text(content, 90, 707 - i * 30, "ist in zwei Raten zu zahlen.");
            }
        });

        assertThat(rows(Block.Kind.TABLE_ROW)).isEmpty();
        assertThat(rows(Block.Kind.PARAGRAPH))
                .hasSize(4)
                .allMatch(text -> text.matches("(?s)\\(\\d\\) Die Steuer.*zahlen\\."));
    }

    @Test
    void readsTwoColumnsOneAfterTheOtherUnderTheirHeadline() throws Exception {
        pdf.page(content -> {
            DrawnPdf.text(content, DrawnPdf.BOLD, 16, 60, 780, "Amtsblatt der Stadt Musterstadt für alle Bürgerinnen");
            for (int i = 0; i < 6; i++) {
                DrawnPdf.text(content, 60, 750 - i * 13, "linke Spalte mit der Zeile " + i + " vom Text");
                DrawnPdf.text(content, 320, 746 - i * 13, "rechte Spalte mit der Zeile " + i + " vom Text");
            }
        });

        String text = String.join(" ", pdf.texts()).replace('\n', ' ');

        assertThat(text).startsWith("Amtsblatt");
        assertThat(text.indexOf("linke Spalte mit der Zeile 5"))
                .isLessThan(text.indexOf("rechte Spalte mit der Zeile 0"));
    }

    @Test
    void readsThreeColumnsInterleavedLineByLine() throws Exception {
        pdf.page(content -> {
            for (int i = 0; i < 6; i++) {
                for (int column = 0; column < 3; column++) {
                    DrawnPdf.text(content, 50 + column * 170, 750 - i * 13, "Spalte " + column + " mit der Zeile " + i);
                }
            }
        });

        String text = String.join(" ", pdf.texts()).replace('\n', ' ');

        assertThat(text.indexOf("Spalte 0 mit der Zeile 5")).isLessThan(text.indexOf("Spalte 1 mit der Zeile 0"));
        assertThat(text.indexOf("Spalte 1 mit der Zeile 5")).isLessThan(text.indexOf("Spalte 2 mit der Zeile 0"));
    }

    @Test
    void joinsAWordThatIsDividedOverAPageBreakAndDropsRepeatedHeads() throws Exception {
        for (int i = 1; i <= 3; i++) {
            int page = i;
            pdf.page(content -> {
                DrawnPdf.text(content, 60, 800, "Satzung der Stadt");
                DrawnPdf.text(content, 60, 700, "auf die Steuer der Gemeinde in allen Teilen wird die Hunde-");
                DrawnPdf.text(content, 300, 40, "Seite " + page + " von 3");
            });
        }
        pdf.page(content -> {
            DrawnPdf.text(content, 60, 800, "Satzung der Stadt");
            DrawnPdf.text(content, 60, 700, "steuer angerechnet.");
        });

        String text = String.join(" ", pdf.texts());

        assertThat(text).contains("Hundesteuer angerechnet.").doesNotContain("Seite");
        assertThat(text.split("Satzung der Stadt", -1)).hasSize(2);
    }

    private List<String> rows(Block.Kind kind) throws IOException {
        return pdf.read().all().stream()
                .filter(piece -> piece.kind() == kind)
                .map(Piece::text)
                .toList();
    }

    private static void row(PDPageContentStream content, float y, String number, String subject, String fee)
            throws IOException {
        DrawnPdf.text(content, 60, y, number);
        DrawnPdf.text(content, 100, y, subject);
        DrawnPdf.text(content, 400, y, fee);
    }

    private static void cells(PDPageContentStream content, float y, String first, String second) throws IOException {
        DrawnPdf.text(content, 60, y, first);
        DrawnPdf.text(content, 210, y, second);
    }

    private static void line(PDPageContentStream content, float x, float y, float toX, float toY) throws IOException {
        content.moveTo(x, y);
        content.lineTo(toX, toY);
        content.stroke();
    }
}
