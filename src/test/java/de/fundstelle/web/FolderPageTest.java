// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import de.fundstelle.RunningAppliance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Watched folders on the page: what lies in one, what goes where, and what to do when much of it is gone.
@Tag("machine")
class FolderPageTest {

    @TempDir
    private static Path data;

    private static RunningAppliance appliance;
    private static String collection;

    @BeforeAll
    static void start() throws Exception {
        appliance = RunningAppliance.start(
                data,
                Map.of(
                        "FUNDSTELLE_AUTHORITY_NAME", "Stadt Musterstadt",
                        "FUNDSTELLE_MODELS_CHAT_PROVIDER", "none",
                        "FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none"));
        collection = appliance.collection("Ortsrecht", "Steueramt");
    }

    @AfterAll
    static void stop() {
        appliance.close();
    }

    private static Browsing desktop() {
        return new Browsing(appliance.address(), 1280, 1500, ColorScheme.LIGHT);
    }

    private static void stub(Page page) {
        Stubs.told(
                page,
                "**/api/sources",
                "{\"sources\":[" + Stubs.NEW_FOLDER + "," + Stubs.watchedFolder(collection) + "]}");
        Stubs.told(page, "**/api/sources/s-1", Stubs.NEW_FOLDER);
        Stubs.told(page, "**/api/sources/s-2", Stubs.watchedFolder(collection));
        Stubs.told(page, "**/api/sources/s-2/files?**", """
                {"files":[{"path":"Satzungen/Hundesteuer.pdf","after":"a","document":"d1"},
                {"path":"Gebühren/Friedhof.pdf","after":"b","document":"d2"}]}""");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator inDialog(Page page, String name) {
        return page.getByRole(AriaRole.DIALOG)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator row(Page page, String folder) {
        return page.locator("[data-testid=mapping-row][data-folder='" + folder + "']");
    }

    @Test
    void confirmsWhatOfANewFolderGoesWhere() {
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            stub(page);
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.navigate("/ablage");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Ordner"))
                    .click();
            assertThat(page.getByTestId("folder")).hasCount(2);
            assertThat(page.getByTestId("folder").first()).containsText("noch nicht bestätigt");
            assertThat(page.getByTestId("folder").last()).containsText("58 Dateien fehlen auf einmal");
            browsing.look("folders");

            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("/srv/akten/rathaus"))
                    .click();
            assertThat(page.getByTestId("report")).containsText("18.412 Dateien, 21 GB");
            assertThat(page.getByTestId("sensitive")).containsText("Personalakten");
            page.getByTestId("unread").click();
            assertThat(page.getByTestId("unread")).containsText("Bauamt/Post/alt.pst");
            assertThat(row(page, "Bauamt").locator("input")).hasValue("Bauamt");
            // Neither what looks confidential nor a collection that has readers is proposed.
            assertThat(row(page, "Personalakten").locator("select")).hasValue("");
            assertThat(row(page, "Ortsrecht").locator("select")).hasValue("");
            browsing.look("folder-new");

            row(page, "Ortsrecht").locator("select").selectOption(collection);
            row(page, "Ordnungsamt").locator("input").fill("");
            button(page, "Prüfen und bestätigen").click();
            assertThat(page.getByRole(AriaRole.ALERT))
                    .containsText("Geben Sie der neuen Sammlung für Ordnungsamt einen Namen.");
            row(page, "Ordnungsamt").locator("input").fill("Ordnung und Gewerbe");
            button(page, "3 Unterordner einzeln zuordnen").click();
            assertThat(row(page, "Bauamt/Personal").locator("select")).hasValue("");
            row(page, "Bauamt/Vorlagen").locator("select").selectOption("nicht übernehmen");
            button(page, "Prüfen und bestätigen").click();
            Locator dialog = page.getByRole(AriaRole.DIALOG);
            assertThat(dialog).containsText("3 Ordner werden gelesen");
            assertThat(dialog)
                    .containsText("„Ordnung und Gewerbe“ wird angelegt, zuerst nur für die Verwaltung lesbar.");
            assertThat(dialog)
                    .containsText("„Ortsrecht“ gibt es schon: Wer sie lesen darf, findet sofort auch diese Dateien.");
            browsing.look("folder-confirm");
            Stubs.told(page, "**/api/sources/s-1/confirm", Stubs.NEW_FOLDER.replace("\"new\"", "\"watched\""));
            String sent = Stubs.sent(
                            page,
                            "POST",
                            "/confirm",
                            () -> inDialog(page, "Übernehmen").click())
                    .postData();
            assertThat(sent).isEqualTo("""
                            {"mappings":[{"folder":"Bauamt","new_collection":"Bauamt"},\
                            {"folder":"Ordnungsamt","new_collection":"Ordnung und Gewerbe"},\
                            {"folder":"Ortsrecht","collection":"%s"}],\
                            "excludes":["Bauamt/Personal","Bauamt/Vorlagen","*.bak"]}""".formatted(collection));
            assertThat(page.getByTestId("done")).containsText("Der Ordner wird jetzt gelesen.");
            browsing.expectNoErrors();
        }
    }

    @Test
    void goesFromTheFirstCountToTheDecision(@TempDir Path other, @TempDir Path share) throws Exception {
        Files.createDirectories(share.resolve("Bauamt"));
        Files.createDirectories(share.resolve("Personal"));
        for (int number = 0; number < 4; number++) {
            Files.writeString(share.resolve("Bauamt/" + number + ".txt"), "Stellplatzsatzung, Teil " + number + ".");
        }
        Files.writeString(share.resolve("Personal/akte.txt"), "Das Verfahren ruht.");
        try (RunningAppliance watching = RunningAppliance.start(
                        other,
                        Map.of(
                                "FUNDSTELLE_MODELS_CHAT_PROVIDER", "none",
                                "FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none",
                                "FUNDSTELLE_INGEST_SOURCES", share.toString()));
                Browsing browsing = new Browsing(watching.address(), 1280, 1500, ColorScheme.LIGHT)) {
            Page page = browsing.page();
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.navigate("/ordner");
            page.getByTestId("folder").getByRole(AriaRole.LINK).click();
            button(page, "Neu zählen").click();
            row(page, "Bauamt").waitFor(inTime());
            assertThat(page.getByTestId("sensitive")).containsText("Personal");
            button(page, "Prüfen und bestätigen").click();
            inDialog(page, "Übernehmen").click();
            assertThat(page.getByTestId("done")).containsText("Der Ordner wird jetzt gelesen.");
            page.getByText("4 Dateien übernommen").waitFor(inTime());
            assertThat(page.getByTestId("mapping-now")).containsText("Bauamt");
            browsing.look("folder-watched");

            Files.delete(share.resolve("Bauamt/0.txt"));
            Files.delete(share.resolve("Bauamt/1.txt"));
            button(page, "Jetzt durchsehen").click();
            page.getByTestId("question").waitFor(inTime());
            assertThat(page.getByTestId("question")).containsText("2 Dateien fehlen auf einmal");
            button(page, "Unterlagen löschen").click();
            inDialog(page, "Unterlagen löschen").click();
            page.getByText("2 Dateien übernommen").waitFor(inTime());
            assertThat(page.getByTestId("question")).hasCount(0);
            button(page, "Überwachung anhalten").click();
            assertThat(page.getByTestId("folder-state")).hasAttribute("data-state", "paused");
            browsing.expectNoErrors();
        }
    }

    private static Locator.WaitForOptions inTime() {
        return new Locator.WaitForOptions().setTimeout(100_000);
    }

    @Test
    void asksWhatBecomesOfDocumentsWhoseFilesAreGone() {
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            stub(page);
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.navigate("/ordner/s-2");
            assertThat(page.getByTestId("question")).containsText("58 Dateien fehlen auf einmal");
            assertThat(page.getByTestId("mapping-now")).containsText("Satzungen/Entwürfe");
            page.getByTestId("folder-files").locator("summary").click();
            assertThat(page.getByTestId("folder-files")).containsText("Satzungen/Hundesteuer.pdf");
            page.getByTestId("scans").locator("summary").click();
            assertThat(page.getByTestId("scans")).containsText("3 neu, 1 geändert");
            browsing.look("folder-vanished");

            button(page, "Unterlagen löschen").click();
            assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Zitate daraus verschwinden aus den Gesprächen");
            browsing.look("folder-remove");
            Stubs.told(
                    page,
                    "**/api/sources/s-2/decide",
                    Stubs.watchedFolder(collection).replace("\"answered\":false", "\"answered\":true"));
            String sent = Stubs.sent(
                            page,
                            "POST",
                            "/decide",
                            () -> inDialog(page, "Unterlagen löschen").click())
                    .postData();
            assertThat(sent).isEqualTo("{\"remove\":true}");
            assertThat(page.getByTestId("done")).containsText("Die Unterlagen werden gelöscht.");
            assertThat(page.getByTestId("question")).hasCount(0);
            browsing.expectNoErrors();
        }
    }

    @Test
    void keepsDocumentsWhoseFilesAreGone() {
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            stub(page);
            Stubs.told(
                    page,
                    "**/api/sources/s-2/decide",
                    Stubs.watchedFolder(collection).replace("\"asked\":1795540000000,", ""));
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.navigate("/ordner/s-2");
            button(page, "Unterlagen behalten").click();
            String sent = Stubs.sent(
                            page,
                            "POST",
                            "/decide",
                            () -> inDialog(page, "Unterlagen behalten").click())
                    .postData();
            assertThat(sent).isEqualTo("{\"remove\":false}");
            assertThat(page.getByTestId("done")).containsText("Die Unterlagen bleiben.");
            assertThat(page.getByTestId("question")).hasCount(0);
        }
    }

    @Test
    void looksThroughPausesAndTellsWhatCannotBeDone() {
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            stub(page);
            Stubs.told(
                    page,
                    "**/api/sources/s-2/pause",
                    Stubs.watchedFolder(collection).replace("\"watched\"", "\"paused\""));
            page.route(
                    "**/api/sources/s-2/scan",
                    route -> route.fulfill(
                            new com.microsoft.playwright.Route.FulfillOptions()
                                    .setStatus(409)
                                    .setContentType("application/problem+json")
                                    .setBody(
                                            "{\"detail\":\"Der Ordner steht nicht mehr in ingest.sources. Bitten Sie Ihre IT darum.\"}")));
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.navigate("/ordner/s-2");
            button(page, "Jetzt durchsehen").click();
            assertThat(page.getByTestId("problem")).containsText("Bitten Sie Ihre IT darum.");
            button(page, "Überwachung anhalten").click();
            assertThat(page.getByTestId("folder-state")).hasAttribute("data-state", "paused");
            assertThat(button(page, "Überwachung fortsetzen")).isVisible();
        }
    }

    @Test
    void saysHowToSetUpTheFirstFolder() {
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            Stubs.told(page, "**/api/sources", "{\"sources\":[]}");
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.navigate("/ordner");
            assertThat(page.getByText("Bitten Sie Ihre IT, den Ordner in der Einstellung ingest.sources einzutragen."))
                    .isVisible();
            browsing.look("folders-none");
            browsing.expectNoErrors();
        }
    }

    @Test
    void fitsAPhoneAndTheDark() {
        for (Screen screen : Screen.ALL) {
            try (Browsing browsing = screen.browsing(appliance)) {
                Page page = browsing.page();
                stub(page);
                browsing.signIn("admin", RunningAppliance.PASSWORD);
                page.navigate("/ordner");
                assertThat(page.getByTestId("folder")).hasCount(2);
                browsing.look("folders" + screen.suffix());
                page.navigate("/ordner/s-1");
                button(page, "3 Unterordner einzeln zuordnen").click();
                browsing.look("folder-new" + screen.suffix());
                page.getByTestId("mapping").scrollIntoViewIfNeeded();
                row(page, "Bauamt").scrollIntoViewIfNeeded();
                browsing.look("folder-mapping" + screen.suffix());
                page.navigate("/ordner/s-2");
                page.getByTestId("question").waitFor();
                browsing.look("folder-vanished" + screen.suffix());
                browsing.expectNoErrors();
            }
        }
    }
}
