// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import de.fundstelle.sources.Report.Proposal;
import de.fundstelle.sources.Report.Sensitive;
import de.fundstelle.sources.Report.TopFolder;
import de.fundstelle.sources.Sources.Answer;
import de.fundstelle.sources.Sources.Wish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a dry run tells, and what may be confirmed.
@Timeout(120)
class SurveyTest {

    @TempDir
    private Path folder;

    private Watching watching;

    @BeforeEach
    void open() throws IOException {
        watching = new Watching(folder);
    }

    @AfterEach
    void close() throws IOException {
        watching.close();
    }

    private Report report() {
        watching.sources.attempt(watching.source().id());
        Report report = watching.source().report();
        assertThat(report).isNotNull();
        return report == null ? Report.failed(0, "") : report;
    }

    @Test
    void countsByFolderAndTypeAndSaysWhatWillNotBeRead() throws IOException {
        watching.write("Bauamt/satzung.docx", "12345");
        watching.write("Bauamt/Pläne/plan.PDF", "123");
        watching.write("Bauamt/film.mp4", "1234567");
        watching.write("Ordnungsamt/~$brief.docx", "1");
        watching.write("Ordnungsamt/riesig.pdf", "x".repeat((1 << 20) + 1));
        watching.write("lose.txt", "12");
        Files.createSymbolicLink(watching.root.resolve("Ordnungsamt/link"), Path.of("/etc"));
        watching.tree.denied.add("Zu");
        watching.write("Zu/drin.txt", "1");

        Report report = report();

        assertThat(report.problem()).isNull();
        assertThat(report.files()).isEqualTo(6);
        assertThat(report.folders())
                .extracting(TopFolder::folder, TopFolder::files, TopFolder::unread, TopFolder::proposedCollection)
                .contains(
                        tuple("", 1L, 0L, null),
                        tuple("Bauamt", 3L, 1L, "Bauamt"),
                        tuple("Ordnungsamt", 2L, 2L, "Ordnungsamt"));
        assertThat(report.folders().get(1).subfolders()).containsExactly("Pläne");
        assertThat(report.types())
                .extracting(Report.Type::ending, Report.Type::files)
                .contains(tuple("pdf", 2L), tuple("docx", 2L), tuple("mp4", 1L));
        assertThat(report.unread())
                .extracting(Report.Unread::key)
                .contains("media", "lock", "too-large", "link", "unreadable");
        assertThat(watching.tree.reads).isZero();
    }

    @Test
    void namesFoldersThatLookSensitiveAndProposesToLeaveThemOut() throws IOException {
        watching.write("Personalakten/a.txt", "1");
        watching.write("Hauptamt/Beihilfe/b.txt", "12");
        watching.write("Hauptamt/Vorlagen/c.txt", "1");

        Report report = report();

        assertThat(report.sensitive())
                .extracting(Sensitive::folder, Sensitive::files)
                .containsExactlyInAnyOrder(tuple("Personalakten", 1L), tuple("Hauptamt/Beihilfe", 1L));
        assertThat(report.folders())
                .filteredOn(top -> top.folder().equals("Personalakten"))
                .singleElement()
                .satisfies(top -> {
                    assertThat(top.proposedCollection()).isNull();
                    assertThat(top.sensitive()).contains("Personalakten");
                });
        assertThat(report.excludes())
                .filteredOn(Proposal::proposed)
                .extracting(Proposal::pattern)
                .containsExactly("Hauptamt/Beihilfe");
    }

    @Test
    void proposesToLeaveOutCopiesAndOldFolders() throws IOException {
        watching.write("Bauamt/alt/x.txt", "1");
        watching.write("Bauamt/Archiv/y.txt", "1");
        watching.write("Bauamt/satzung.bak", "1");
        watching.write("Bauamt/Kopie von satzung.docx", "1");
        watching.write("Bauamt/Gehalt.txt", "1");

        assertThat(report().excludes())
                .extracting(Proposal::pattern, Proposal::proposed)
                .containsExactlyInAnyOrder(
                        tuple("alt", true), tuple("archiv", false), tuple("*.bak", true), tuple("Kopie von *", true));
    }

    @Test
    void aRootThatIsMissingIsToldAndCountedOnceItIsThere() throws IOException {
        watching.tree.missing = true;
        assertThat(report().problem()).contains("nicht erreichbar");
        watching.tree.missing = false;
        watching.write("A/a.txt", "1");
        assertThat(report().problem()).isNull();
        assertThat(report().files()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Personal",
                "Personalrat",
                "Beihilfe 2023",
                "Disziplinarverfahren",
                "Krankmeldungen",
                "Bewerbungen",
                "Sozialamt",
                "Steuer-Einzelfälle",
                "BEM",
                "Gehaltsabrechnung",
                "Lohn",
                "Kündigungen",
                "Mobbing",
                "Vormundschaft",
                "Jugendamt",
                "SBV",
                "Bußgeld",
                "Passwörter",
                "VS-NfD",
                "Nichtöffentlich"
            })
    void looksSensitive(String name) {
        assertThat(SensitiveName.reason(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Satzungen",
                "Bauleitplanung",
                "Probem",
                "Enteignung",
                "Haushalt 2024",
                "Ratssitzungen",
                "Friedhof",
                "Hundesteuersatzung",
                "Protokolle",
                "Vordrucke",
                "Belohnung",
                "Dienstanweisungen"
            })
    void looksHarmless(String name) {
        assertThat(SensitiveName.reason(name)).isEmpty();
    }

    private String refusal(List<String> excludes, Wish... wishes) {
        Answer answer = watching.sources.confirm("admin", watching.source(), List.of(wishes), excludes);
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        assertThat(watching.source().state()).isEqualTo(Source.State.NEW);
        return answer instanceof Answer.Refused refused ? refused.advice() : "";
    }

    @Test
    void whatDoesNotFitIsRefusedWithAdviceAndMakesNothing() {
        watching.collection("Offen", "alle");
        assertThat(refusal(List.of())).contains("mindestens einen Ordner");
        assertThat(refusal(List.of(), new Wish("A", "Gibt es nicht", null))).contains("gibt es nicht");
        assertThat(refusal(List.of(), new Wish("A", null, "Offen"))).contains("gibt es schon", "wer sie liest");
        assertThat(refusal(List.of(), new Wish("A", "Offen", "Offen"))).contains("entweder");
        assertThat(refusal(List.of(), new Wish("A", null, "Neu"), new Wish("A/", null, "Neu2")))
                .contains("zweimal");
        assertThat(refusal(List.of("**"), new Wish("A", null, "Neu"))).contains("Ausschluss");
        assertThat(watching.collections.all()).hasSize(1);
    }

    @Test
    void excludesMeanNamesAnywhereOrOnePlace() {
        assertThat(new Exclude("*.BAK").matches("A/b/satzung.bak")).isTrue();
        assertThat(new Exclude("alt").matches("A/Alt")).isTrue();
        assertThat(new Exclude("alt").matches("A/halt")).isFalse();
        assertThat(new Exclude("/Bauamt/alt/").matches("bauamt/alt")).isTrue();
        assertThat(new Exclude("Bauamt/*").matches("Bauamt/a/b")).isFalse();
        assertThat(new Exclude("B?uamt/*/x").matches("Bauamt/a/x")).isTrue();
        assertThat(new Exclude("*a*a*a*a*a*a*a*a*b").matches("a".repeat(5000))).isFalse();
        Plan plan = new Plan(java.util.Map.of("A", "c1"), java.util.Set.of(), List.of(new Exclude("alt")));
        assertThat(plan.covers("A/alt/tief/x.txt")).isFalse();
        assertThat(plan.covers("A/neu/x.txt")).isTrue();
        assertThat(plan.covers("AB/x.txt")).isFalse();
    }
}
