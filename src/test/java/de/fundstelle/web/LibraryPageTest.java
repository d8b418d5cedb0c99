// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import de.fundstelle.RunningAppliance;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Imports on the page: how far they are, what was refused, and what people can do about it.
@Tag("machine")
class LibraryPageTest {

    /// Milliseconds that reading may take: a reader's first file waits for its process.
    private static final int LONGEST = 100_000;

    @TempDir
    private static Path data;

    private static RunningAppliance appliance;

    @BeforeAll
    static void start() throws Exception {
        appliance = RunningAppliance.start(
                data,
                Map.of(
                        "FUNDSTELLE_AUTHORITY_NAME", "Stadt Musterstadt",
                        "FUNDSTELLE_MODELS_CHAT_PROVIDER", "none",
                        "FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none"));
    }

    @AfterAll
    static void stop() {
        appliance.close();
    }

    private static Browsing desktop() {
        return new Browsing(appliance.address(), 1280, 1100, ColorScheme.LIGHT);
    }

    private static FilePayload file(String name, String text) {
        return new FilePayload(name, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    private static Locator run(Page page, String name) {
        return page.locator("[data-testid=run][data-name='" + name + "']");
    }

    private static Locator button(Locator in, String name) {
        return in.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void tellsWhatBecameOfEachFileOfOneDrop() throws Exception {
        String collection = appliance.collection("Abgabe");
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.navigate("/ablage/" + collection);
            page.getByTestId("upload").setInputFiles(new FilePayload[] {
                file("gut.txt", "Das Standesamt öffnet am Montag um acht Uhr."),
                file("leer.txt", ""),
                file("hohl.txt", "")
            });
            Locator card = run(page, "gut.txt und 2 weitere Dateien");
            assertThat(card).hasAttribute("data-state", "finished", inTime());
            assertThat(card).containsText("1 aufgenommen");
            assertThat(card).containsText("2 nicht aufgenommen");
            assertThat(page.getByTestId("announcements"))
                    .containsText("ist fertig: 1 aufgenommen, 2 nicht aufgenommen");
            assertThat(page.locator("[data-testid=document][data-name='gut.txt']"))
                    .hasAttribute("data-state", "complete");
            browsing.look("collection-import");

            card.getByRole(
                            AriaRole.LINK,
                            new Locator.GetByRoleOptions()
                                    .setName("gut.txt und 2 weitere Dateien")
                                    .setExact(true))
                    .click();
            assertThat(page.getByTestId("reason")).hasCount(1);
            assertThat(page.getByTestId("reason")).containsText("leer.txt");
            assertThat(page.getByTestId("reason")).containsText("2 Dateien");
            assertThat(page.getByTestId("reason").locator(".advice")).not().isEmpty();
            browsing.look("import");
            page.getByTestId("files-complete").click();
            assertThat(page.getByTestId("import")).hasCount(1);
            assertThat(page.getByTestId("import")).containsText("gut.txt");

            Download report = page.waitForDownload(
                    () -> page.getByText("Bericht speichern").click());
            assertThat(Files.readString(report.path())).contains("\"gut.txt\";\"aufgenommen\"");
            button(page.getByTestId("run"), "Nicht aufgenommene wiederholen").click();
            assertThat(page.getByTestId("run-message")).containsText("2 Dateien werden noch einmal gelesen");
            assertThat(page.getByTestId("run")).hasAttribute("data-state", "finished", inTime());
            browsing.expectNoErrors();
        }
    }

    @Test
    void bringsManyFilesInPortionsOfOneImport() throws Exception {
        String collection = appliance.collection("Viele");
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.navigate("/ablage/" + collection);
            AtomicInteger requests = new AtomicInteger();
            page.route("**/api/collections/*/documents**", route -> {
                // The connection breaks once, after the first portion has arrived.
                if (requests.incrementAndGet() == 2) {
                    route.abort();
                } else {
                    route.resume();
                }
            });
            page.getByTestId("upload")
                    .setInputFiles(IntStream.range(0, 503)
                            .mapToObj(number -> file("b-%03d.txt".formatted(number), "Vermerk Nummer " + number + "."))
                            .toArray(FilePayload[]::new));
            page.getByTestId("problem").waitFor(new Locator.WaitForOptions().setTimeout(LONGEST));
            assertThat(page.getByTestId("problem")).containsText("500 von 503 Dateien sind übertragen");
            button(page.locator("main"), "Die übrigen 3 Dateien übertragen").click();
            assertThat(page.getByTestId("problem")).hasCount(0);
            assertThat(page.getByTestId("run")).hasCount(1);
            assertThat(page.getByTestId("run")).hasAttribute("data-state", "finished", inTime());
            assertThat(page.getByTestId("run")).containsText("503 aufgenommen");
            assertThat(requests.get()).isEqualTo(3);
        }
    }

    private static LocatorAssertions.HasAttributeOptions inTime() {
        return new LocatorAssertions.HasAttributeOptions().setTimeout(LONGEST);
    }

    @Test
    void saysHowFarImportsAreAndLetsPeopleControlThem() throws Exception {
        String collection = appliance.collection("Fortschritt");
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            Stubs.told(page, "**/api/runs?**", Stubs.runs(collection));
            Stubs.told(page, "**/api/runs/run-1/pause", Stubs.going(collection).replace("\"running\"", "\"paused\""));
            Stubs.told(
                    page, "**/api/runs/run-1/cancel", Stubs.going(collection).replace("\"running\"", "\"cancelled\""));
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.navigate("/ablage");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Importe"))
                    .click();
            Locator going = run(page, "Satzungen");
            assertThat(going.getByTestId("run-words"))
                    .hasText("812 von 1.204 Dateien, 340 MB von 1,2 GB, noch etwa 6 Minuten");
            assertThat(going.getByTestId("run-pages")).containsText("Noch 37 Seiten Texterkennung");
            assertThat(going.getByRole(AriaRole.PROGRESSBAR)).hasAttribute("value", "340000000");
            assertThat(going.getByRole(AriaRole.PROGRESSBAR)).hasAccessibleName("Fortschritt von „Satzungen“");
            assertThat(run(page, "Formulare")).containsText("14 nicht aufgenommen");
            assertThat(run(page, "Formulare").getByRole(AriaRole.PROGRESSBAR)).hasCount(0);
            // One of two imports that go on tells no time: then nobody knows when both are done.
            assertThat(page.getByTestId("all-runs")).containsText("2 Importe zusammen");
            assertThat(page.getByTestId("all-runs"))
                    .containsText("812 von 1.205 Dateien, 340 MB von 1,2 GB, Dauer noch nicht abzusehen");
            // What goes on when the page opens is shown, not said aloud.
            assertThat(page.getByTestId("announcements")).isEmpty();
            browsing.look("imports");

            Stubs.sent(
                    page,
                    "POST",
                    "/api/runs/run-1/pause",
                    () -> button(going, "Anhalten").click());
            button(going, "Abbrechen").click();
            assertThat(page.getByRole(AriaRole.DIALOG))
                    .containsText("390 Dateien, die noch warten, werden nicht gelesen");
            assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Was schon gelesen ist, bleibt auffindbar.");
            browsing.look("import-cancel");
            Stubs.sent(
                    page,
                    "POST",
                    "/api/runs/run-1/cancel",
                    () -> button(page.getByRole(AriaRole.DIALOG), "Import abbrechen")
                            .click());
            assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
            browsing.expectNoErrors();
        }
    }

    @Test
    void saysWhyAnActionFailed() throws Exception {
        String collection = appliance.collection("Verweigert");
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            Stubs.told(page, "**/api/runs?**", Stubs.runs(collection));
            page.route(
                    "**/api/runs/run-2/resume",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setStatus(409)
                            .setContentType("application/problem+json")
                            .setBody("{\"detail\":\"Der Speicherplatz reicht nicht. Bitten Sie die IT um mehr.\"}")));
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.navigate("/importe");
            Locator paused = run(page, "Sitzungsunterlagen_2019_Haupt-und-Finanzausschuss.zip");
            button(paused, "Fortsetzen").click();
            assertThat(paused.getByTestId("problem")).containsText("Der Speicherplatz reicht nicht.");
            assertThat(button(paused, "Fortsetzen")).isEnabled();
        }
    }

    @Test
    void showsImportsToThoseOnlyWhoMayContribute() throws Exception {
        appliance.collection("Nur lesen", "Bauhof");
        appliance.person("leo.liest", "Bauhof").close();
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            browsing.signIn("leo.liest", RunningAppliance.PASSWORD);
            page.navigate("/ablage");
            assertThat(page.getByTestId("collection")).hasCount(1);
            for (String part : List.of("Importe", "Ordner")) {
                assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(part)))
                        .hasCount(0);
            }
            page.navigate("/importe");
            assertThat(page.getByText("Hier gibt es noch keine Importe.")).isVisible();
            page.navigate("/ordner");
            assertThat(page.getByText("Diese Seite ist der Verwaltung vorbehalten."))
                    .isVisible();
            page.navigate("/importe/gibtesnicht");
            assertThat(page.getByTestId("problem")).containsText("Diesen Import gibt es nicht");
        }
    }

    @Test
    void fitsAPhoneAndTheDark() throws Exception {
        String collection = appliance.collection("Kleine Welt");
        for (Screen screen : Screen.ALL) {
            try (Browsing browsing = screen.browsing(appliance)) {
                Page page = browsing.page();
                Stubs.told(page, "**/api/runs?**", Stubs.runs(collection));
                Stubs.told(page, "**/api/runs/run-3", Stubs.ended(collection));
                Stubs.told(page, "**/api/imports?**", refusals());
                Stubs.told(
                        page,
                        "**/api/documents/paket",
                        "{\"id\":\"paket\",\"name\":\"akten.zip\",\"collection\":\"x\",\"state\":\"complete\"}");
                browsing.signIn("admin", RunningAppliance.PASSWORD);
                page.navigate("/importe");
                assertThat(page.getByTestId("run")).hasCount(4);
                browsing.look("imports" + screen.suffix());
                page.navigate("/importe/run-3");
                assertThat(page.getByText("in akten.zip").first()).isVisible();
                browsing.look("import" + screen.suffix());
                browsing.expectNoErrors();
            }
        }
    }

    private static String refusals() {
        String encrypted =
                IntStream.range(0, 12).mapToObj(number -> """
                        {"id":"i%1$d","document":"d%1$d","name":"Bescheide/Bescheid_2021-%1$02d_Grundsteuer.pdf","size":182000,
                        "state":"refused","reason":"Die Datei ist mit einem Kennwort geschützt.",
                        "advice":"Speichern Sie sie ohne Kennwort, und laden Sie sie noch einmal hoch."},""".formatted(number)).reduce("", String::concat);
        return "{\"imports\":[" + encrypted + """
                {"id":"i91","document":"d91","parent":"paket","name":"Bild.tif","size":9100000,"state":"refused",
                "reason":"Darin ist kein Text.","advice":"Prüfen Sie das Bild. Ist darauf Schrift, laden Sie einen besseren Scan hoch."},
                {"id":"i92","document":"d92","parent":"paket","name":"setup.exe","size":1100000,"state":"refused",
                "reason":"Programme werden nicht aufgenommen.","advice":"Laden Sie Unterlagen hoch."}]}""";
    }
}
