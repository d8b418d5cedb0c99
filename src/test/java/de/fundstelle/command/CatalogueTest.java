// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void readsATableAsAnOfficeProgramWritesIt() throws Exception {
        String table = """
                Frage;Dokument;Stelle
                "Was kostet der ""erste"" Hund; im Jahr?";Ortsrecht/hunde.pdf;§ 4
                "Was kostet der ""erste"" Hund; im Jahr?";gebuehren.v2.xlsx;Seite 3

                Wer komponierte Fidelio?;;
                """;
        Catalogue catalogue = Catalogue.read(file("fragen.csv", "\uFEFF" + table.replace("\n", "\r\n")));
        assertThat(catalogue.name()).isEqualTo("fragen.csv");
        assertThat(catalogue.questions())
                .containsExactly(
                        Map.entry(
                                "1",
                                new Catalogue.Question(
                                        "Was kostet der \"erste\" Hund; im Jahr?",
                                        Map.of("hunde", 1.0, "gebuehren.v2", 1.0),
                                        Set.of("§ 4", "Seite 3"),
                                        false)),
                        Map.entry("2", new Catalogue.Question("Wer komponierte Fidelio?", Map.of(), Set.of(), true)));
    }

    @Test
    void readsOtherSeparatorsAndJson() throws Exception {
        Map<String, Catalogue.Question> expected =
                Map.of("a", new Catalogue.Question("Hund, Katze?", Map.of("x", 1.0, "y", 1.0), Set.of("§ 1"), false));
        assertThat(Catalogue.read(file("a.csv", """
                                id,question,document,place
                                a,"Hund, Katze?",x.pdf,§ 1
                                a,"Hund, Katze?",y.pdf,
                                """)).questions()).isEqualTo(expected);
        assertThat(Catalogue.read(file("a.tsv", """
                                id\tfrage\tunterlage\tstelle
                                a\tHund, Katze?\tx\t§ 1
                                a\tHund, Katze?\ty\t
                                """)).questions()).isEqualTo(expected);
        assertThat(Catalogue.read(file("a.jsonl", """
                                {"id":"a","question":"Hund, Katze?","document":["x.pdf","y.pdf"],"place":"§ 1"}
                                """)).questions()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a.csv   | wort;dokument                                    | no column "frage"
                    a.csv   | frage;stelle                                     | no column "dokument"
                    a.csv   | frage;dokument                                   | no questions
                    a.csv   | frage;dokument#x;y;z                             | line 2
                    a.csv   | frage;dokument#;y                                | without a question
                    a.csv   | id;frage;dokument#1;a;x#1;b;y                    | two questions
                    a.jsonl | {"question":"x"}                                 | line 1
                    a.jsonl | kein JSON                                        | not JSON
                    """)
    void saysWhatIsWrongWithAFile(String name, String text, String said) throws Exception {
        Path file = file(name, text.replace('#', '\n') + "\n");
        assertThatThrownBy(() -> Catalogue.read(file))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(said);
    }

    @Test
    void saysSoOfWhatIsNoTable() throws Exception {
        Path latin = Files.write(folder.resolve("latin.csv"), "frage;dokument\nGebühr?;x\n".getBytes(ISO_8859_1));
        Path quoted = file("quoted.csv", "frage;dokument\n\"offen;x\n");
        for (Path file : List.of(latin, quoted, folder)) {
            assertThatThrownBy(() -> Catalogue.read(file))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("CSV in UTF-8");
        }
        assertThatThrownBy(() -> Catalogue.read(folder.resolve("nirgends.csv")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("there is no file");
    }

    @Test
    void onlyEqualCataloguesHaveOneFingerprint() throws Exception {
        String header = "frage;dokument\n";
        String print = Catalogue.read(file("a.csv", header + "Hund?;x\n")).fingerprint();
        assertThat(Catalogue.read(file("b.csv", header + "Hund?;x.pdf\n")).fingerprint())
                .isEqualTo(print);
        assertThat(Catalogue.read(file("a.csv", header + "Hund?;y\n")).fingerprint())
                .isNotEqualTo(print);
        assertThat(Catalogue.read(file("a.csv", header + "Hund;x\n")).fingerprint())
                .isNotEqualTo(print);
        assertThat(Catalogue.read(file("a.csv", header + "Hund?;\n")).fingerprint())
                .isNotEqualTo(print);
    }

    /// A judged question that is not among the queries was not found; a query that nobody judged says nothing.
    @Test
    void aRetrievalSetKeepsWhatIsJudged() throws Exception {
        Path queries = file("q.jsonl", "{\"id\":\"1\",\"text\":\"a\"}\n{\"id\":\"2\",\"text\":\"b\"}\n");
        Path qrels = file("q.tsv", "query-id\tcorpus-id\tscore\n1\tx.y\t2\n3\tz\t1\n");
        assertThat(Catalogue.read(queries, Optional.of(qrels)).questions())
                .containsExactly(
                        Map.entry("1", new Catalogue.Question("a", Map.of("x.y", 2.0), Set.of(), false)),
                        Map.entry("2", new Catalogue.Question("b", Map.of(), Set.of(), false)),
                        Map.entry("3", new Catalogue.Question("", Map.of("z", 1.0), Set.of(), false)));
    }
}
