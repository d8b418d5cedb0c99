// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import de.fundstelle.Caller;
import de.fundstelle.RunningAppliance;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People, rights and traces on the page, in a real Chromium.
@Tag("machine")
class PeoplePageTest {

    private static final String NEW_PASSWORD = "ein anderer Satz nur für Tests";

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
        person("petra.lang", "curator", "Bürgerbüro");
        person("ravi.singh", "auditor", "Rechnungsprüfung");
    }

    @AfterAll
    static void stop() {
        appliance.close();
    }

    private static String person(String name, String role, String... groups) throws Exception {
        return appliance
                .administrator()
                .post(
                        "/api/people",
                        Map.of(
                                "name",
                                name,
                                "role",
                                role,
                                "groups",
                                Set.of(groups),
                                "password",
                                RunningAppliance.PASSWORD),
                        201)
                .path("id")
                .asText();
    }

    private static void put(String path, Map<String, ?> body) throws Exception {
        assertThat(appliance.administrator().answer("PUT", path, body).statusCode())
                .isEqualTo(200);
    }

    private static int bearer(String path, String key) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(appliance.address().resolve(path))
                                    .header("Authorization", "Bearer " + key)
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static Browsing desktop() {
        return new Browsing(appliance.address(), 1280, 1400, ColorScheme.LIGHT);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator inDialog(Page page, String button) {
        return page.getByRole(AriaRole.DIALOG)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true));
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void fill(Page page, String label, String text) {
        page.getByRole(AriaRole.DIALOG)
                .getByLabel(label, new Locator.GetByLabelOptions().setExact(true))
                .fill(text);
    }

    @Test
    void changesOnesPasswordAndEndsOnesOtherBrowsers() throws Exception {
        person("kim.berg", "reader", "Bauamt", "Umweltamt");
        try (Browsing browsing = desktop();
                Caller elsewhere = appliance.signedIn("kim.berg", RunningAppliance.PASSWORD);
                Caller third = appliance.signedIn("kim.berg", RunningAppliance.PASSWORD)) {
            Page page = browsing.page();
            browsing.signIn("kim.berg", RunningAppliance.PASSWORD);
            page.getByTestId("person").click();
            assertThat(page.getByTestId("account")).containsText("Bauamt, Umweltamt");
            assertThat(page.getByTestId("browser")).hasCount(3);
            assertThat(page.getByTestId("browser").filter(new Locator.FilterOptions().setHasText("dieser Browser")))
                    .hasCount(1);
            browsing.look("account");

            page.getByTestId("browser").getByRole(AriaRole.BUTTON).first().click();
            assertThat(page.getByTestId("browser")).hasCount(2);
            assertThat(page.getByTestId("done")).containsText("Abgemeldet");

            button(page, "Passwort ändern").click();
            fill(page, "Bisheriges Passwort", RunningAppliance.PASSWORD);
            fill(page, "Neues Passwort", NEW_PASSWORD);
            fill(page, "Passwort wiederholen", NEW_PASSWORD + "?");
            inDialog(page, "Passwort ändern").click();
            assertThat(page.getByRole(AriaRole.DIALOG)).containsText("verschieden");
            browsing.look("account-password");
            fill(page, "Passwort wiederholen", NEW_PASSWORD);
            inDialog(page, "Passwort ändern").click();
            assertThat(page.getByTestId("done")).containsText("Ihr Passwort ist geändert");
            assertThat(page.getByTestId("browser")).hasCount(1);
            assertThat(List.of(
                            elsewhere.answer("GET", "/api/session", Map.of()).statusCode(),
                            third.answer("GET", "/api/session", Map.of()).statusCode()))
                    .containsOnly(401);
            browsing.expectNoErrors();
        }
        appliance.signedIn("kim.berg", NEW_PASSWORD).close();
    }

    @Test
    void endsAllOtherBrowsersAtOnce() throws Exception {
        person("lea.zwei", "reader");
        try (Browsing browsing = desktop();
                Caller elsewhere = appliance.signedIn("lea.zwei", RunningAppliance.PASSWORD)) {
            browsing.signIn("lea.zwei", RunningAppliance.PASSWORD);
            browsing.page().navigate("/konto");
            button(browsing.page(), "Alle anderen abmelden").click();
            assertThat(browsing.page().getByTestId("browser")).hasCount(1);
            assertThat(elsewhere.answer("GET", "/api/session", Map.of()).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void saysWhatIsWrongWithAPassword() throws Exception {
        person("ugly.input", "reader");
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            browsing.signIn("ugly.input", RunningAppliance.PASSWORD);
            page.navigate("/konto");
            button(page, "Passwort ändern").click();
            fill(page, "Bisheriges Passwort", "geraten");
            fill(page, "Neues Passwort", "kurz");
            fill(page, "Passwort wiederholen", "kurz");
            inDialog(page, "Passwort ändern").click();
            assertThat(page.getByRole(AriaRole.DIALOG)).containsText("kürzer als");
            fill(page, "Neues Passwort", NEW_PASSWORD);
            fill(page, "Passwort wiederholen", NEW_PASSWORD);
            inDialog(page, "Passwort ändern").click();
            assertThat(page.getByRole(AriaRole.DIALOG).getByTestId("problem"))
                    .containsText("Das bisherige Passwort ist nicht richtig.");
            browsing.look("account-password-wrong");
        }
    }

    @Test
    void offersNoPasswordToAnAccountThatHasNone() throws Exception {
        String id = person("fremd.konto", "reader");
        assertThat(appliance
                        .administrator()
                        .get("/api/session")
                        .path("password")
                        .asBoolean())
                .isTrue();
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            browsing.signIn("fremd.konto", RunningAppliance.PASSWORD);
            told(
                    page,
                    "**/api/session",
                    "{\"person\":{\"id\":\"%s\",\"name\":\"fremd.konto\",\"role\":\"reader\",\"groups\":[]},\"csrf\":\"\",\"password\":false}"
                            .formatted(id));
            page.getByTestId("person").click();
            assertThat(page.getByTestId("account")).containsText("über den Anmeldedienst oder das Verzeichnis");
            assertThat(button(page, "Passwort ändern")).hasCount(0);
            browsing.look("account-foreign");
            browsing.expectNoErrors();
        }
    }

    @Test
    void makesAKeyThatIsShownOnceAndRevokesIt() throws Exception {
        person("mira.keller", "reader");
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            browsing.signIn("mira.keller", RunningAppliance.PASSWORD);
            page.navigate("/konto");
            button(page, "Schlüssel anlegen").click();
            fill(page, "Name", "Abgleich mit dem Ratsinformationssystem");
            Locator reading = page.getByLabel("lesen und fragen", new Page.GetByLabelOptions().setExact(true));
            assertThat(reading).isChecked();
            browsing.look("account-key");
            reading.uncheck();
            inDialog(page, "Schlüssel anlegen").click();
            assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Wählen Sie mindestens eines");
            reading.check();
            inDialog(page, "Schlüssel anlegen").click();
            Locator secret = page.getByTestId("secret");
            assertThat(page.getByRole(AriaRole.DIALOG)).containsText("kann nicht noch einmal angezeigt werden");
            button(page, "Kopieren").click();
            assertThat(button(page, "Kopiert")).isVisible();
            browsing.look("account-key-made");
            String key = secret.inputValue();
            assertThat(bearer("/api/collections", key)).isEqualTo(200);
            button(page, "Fertig").click();
            assertThat(page.getByTestId("key")).containsText("lesen und fragen");
            assertThat(page.getByTestId("key")).containsText("gilt bis");
            page.getByTestId("key").getByRole(AriaRole.BUTTON).click();
            browsing.look("account-key-revoke");
            inDialog(page, "Widerrufen").click();
            assertThat(page.getByTestId("key")).hasCount(0);
            assertThat(bearer("/api/collections", key)).isEqualTo(401);
            browsing.expectNoErrors();
        }
    }

    @Test
    void handsOutEverythingThatIsKeptAboutOne() throws Exception {
        person("nora.export", "reader", "Bauamt");
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            browsing.signIn("nora.export", RunningAppliance.PASSWORD);
            page.navigate("/konto");
            Download html =
                    page.waitForDownload(() -> link(page, "Zum Lesen (HTML)").click());
            assertThat(html.suggestedFilename()).isEqualTo("fundstelle-meine-daten.html");
            assertThat(Files.readString(html.path())).contains("nora.export");
            Download json = page.waitForDownload(
                    () -> link(page, "Für Programme (JSON)").click());
            assertThat(json.suggestedFilename()).isEqualTo("fundstelle-meine-daten.json");
            assertThat(Files.readString(json.path())).contains("\"Bauamt\"");
            assertThat(page.getByText("Was Sie suchen und lesen, wird nicht aufgezeichnet."))
                    .isVisible();
            browsing.expectNoErrors();
        }
    }

    @Test
    void changesLocksAndErasesPeople() throws Exception {
        String id = person("jan.test", "reader", "Bauamt");
        try (Browsing browsing = desktop();
                Caller jan = appliance.signedIn("jan.test", RunningAppliance.PASSWORD)) {
            Page page = browsing.page();
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.navigate("/verwaltung");
            Locator row = row(page, "jan.test");
            assertThat(row).containsText("hier angelegt");
            page.getByTestId("filter-people").fill("bauamt jan");
            assertThat(page.getByTestId("person-row")).hasCount(1);
            browsing.look("people");

            row.getByRole(AriaRole.BUTTON).click();
            page.getByLabel("Sammlungspflege", new Page.GetByLabelOptions().setExact(true))
                    .check();
            page.getByLabel("Konto gesperrt").check();
            browsing.look("person-edit");
            inDialog(page, "Speichern").click();
            assertThat(row).containsText("Sammlungspflege");
            assertThat(row).containsText("gesperrt");
            assertThat(row.getByRole(AriaRole.BUTTON)).isFocused();
            assertThat(jan.answer("GET", "/api/session", Map.of()).statusCode()).isEqualTo(401);

            row.getByRole(AriaRole.BUTTON).click();
            page.getByLabel("Konto gesperrt").uncheck();
            inDialog(page, "Speichern").click();
            assertThat(row).containsText("aktiv");

            row.getByRole(AriaRole.BUTTON).click();
            inDialog(page, "Neues Passwort setzen").click();
            fill(page, "Neues Passwort", NEW_PASSWORD);
            browsing.look("person-password");
            inDialog(page, "Passwort setzen").click();
            assertThat(page.getByTestId("done")).containsText("jan.test hat ein neues Passwort.");
            appliance.signedIn("jan.test", NEW_PASSWORD).close();

            row.getByRole(AriaRole.BUTTON).click();
            inDialog(page, "Konto löschen").click();
            assertThat(page.getByRole(AriaRole.DIALOG)).containsText("alle Gespräche der Person");
            browsing.look("person-erase");
            inDialog(page, "Konto löschen").click();
            assertThat(page.getByTestId("done")).containsText("ist gelöscht");
            page.getByTestId("filter-people").fill("");
            assertThat(row(page, "jan.test")).hasCount(0);
            assertThat(appliance.administrator().get("/api/people").toString()).doesNotContain(id);
            browsing.expectNoErrors();
        }
    }

    private static Locator row(Page page, String name) {
        return page.getByTestId("person-row").filter(new Locator.FilterOptions().setHasText(name));
    }

    @Test
    void leavesRoleAndGroupsOfAForeignAccountAlone() throws Exception {
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            // The administration is shown one account of a directory; the server itself knows none in this test.
            page.route(
                    "**/api/people",
                    route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                            .setContentType("application/json")
                            .setBody("""
                                    {"people":[{"id":"x","name":"ext.erna","role":"reader","groups":["Forst"],"enabled":true,
                                    "provider":"ldaps://verzeichnis.stadt.example"}]}""")));
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.navigate("/verwaltung");
            assertThat(row(page, "ext.erna")).containsText("aus dem Verzeichnis");
            row(page, "ext.erna").getByRole(AriaRole.BUTTON).click();
            assertThat(page.getByRole(AriaRole.DIALOG)).containsText("bestimmt der Anmeldedienst oder das Verzeichnis");
            assertThat(page.getByRole(AriaRole.RADIO)).hasCount(0);
            assertThat(inDialog(page, "Neues Passwort setzen")).hasCount(0);
            browsing.look("person-foreign");
            browsing.expectNoErrors();
        }
    }

    @Test
    void grantsAndDescribesACollection() throws Exception {
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.navigate("/ablage");
            page.getByTestId("add-collection").click();
            fill(page, "Name der Sammlung", "Bauleitplanung");
            button(page, "Gruppe hinzufügen").click();
            page.keyboard().type("Bauamt");
            button(page, "Person hinzufügen").click();
            page.keyboard().type("petra.lang");
            page.getByLabel("darf, Zeile 2").selectOption("curate");
            button(page, "Gruppe hinzufügen").click();
            button(page, "Leere Zeile entfernen").click();
            assertThat(page.getByTestId("grant")).hasCount(2);
            page.getByText("Angaben für das Verzeichnis").click();
            fill(page, "Zweck", "Auskunft über geltende Bebauungspläne");
            page.getByLabel("Rechtsgrundlage").fill("Art. 6 Abs. 1 Buchst. e DSGVO in Verbindung mit § 2 BauGB");
            fill(page, "Verantwortliche Stelle", "Amt 61, Stadtplanung");
            page.getByLabel("Nächste Überprüfung").fill("2026-01-31");
            page.getByLabel("Schutzbedarf").selectOption("high");
            browsing.look("collection-form");
            inDialog(page, "Speichern").click();
            Locator card =
                    page.getByTestId("collection").filter(new Locator.FilterOptions().setHasText("Bauleitplanung"));
            assertThat(card).containsText("petra.lang");
            assertThat(card).containsText("Überprüfung fällig seit 31. Januar 2026");
            browsing.look("library-grants");

            link(page, "Bauleitplanung").click();
            assertThat(page.getByTestId("review-due")).containsText("31. Januar 2026");
            page.getByText("Angaben zur Verarbeitung").click();
            browsing.look("collection-facts");
            button(page, "Sammlung ändern").click();
            page.getByLabel("Recht von").first().click();
            assertThat(page.getByTestId("grant")).hasCount(1);
            inDialog(page, "Speichern").click();
            assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
            JsonNode stored = appliance.administrator().get("/api/collections/Bauleitplanung");
            assertThat(stored.path("grants")).hasSize(1);
            assertThat(stored.path("purpose").asText()).contains("Bebauungspläne");
            assertThat(stored.path("protection").asText()).isEqualTo("high");
            browsing.expectNoErrors();
        }
    }

    @Test
    void showsToEachPersonOnlyTheButtonsTheyMayUse() throws Exception {
        String id = appliance.collection("Knöpfe", "Sportamt");
        appliance.text(id, "halle.txt", "Die Sporthalle öffnet um acht Uhr.");
        person("carl.bringt", "reader", "Sportamt");
        person("rita.liest", "reader", "Sportamt");
        put(
                "/api/collections/" + id,
                Map.of(
                        "grants",
                        List.of(
                                Map.of("level", "read", "group", "Sportamt"),
                                Map.of("level", "contribute", "person", "carl.bringt"),
                                Map.of("level", "curate", "person", "petra.lang"))));
        try (Browsing reader = desktop();
                Browsing contributor = desktop();
                Browsing curator = desktop()) {
            open(reader, "rita.liest", id);
            assertThat(reader.page().getByTestId("upload-area")).hasCount(0);
            assertThat(button(reader.page(), "Sammlung ändern")).hasCount(0);
            assertThat(reader.page().getByLabel("löschen")).hasCount(0);

            open(contributor, "carl.bringt", id);
            assertThat(contributor.page().getByTestId("upload-area")).isVisible();
            assertThat(button(contributor.page(), "Sammlung ändern")).hasCount(0);
            assertThat(contributor.page().getByLabel("löschen")).hasCount(0);

            open(curator, "petra.lang", id);
            assertThat(curator.page().getByTestId("upload-area")).isVisible();
            assertThat(button(curator.page(), "Sammlung löschen")).isVisible();
            assertThat(curator.page().getByLabel("„halle.txt“ löschen")).isVisible();
            button(curator.page(), "Sammlung ändern").click();
            assertThat(curator.page().getByRole(AriaRole.DIALOG)).containsText("Wer betreut, bestimmt die Verwaltung.");
            curator.look("collection-curator");
            inDialog(curator.page(), "Speichern").click();
            assertThat(curator.page().getByRole(AriaRole.DIALOG)).hasCount(0);
            curator.expectNoErrors();

            link(curator.page(), "Ablage").click();
            curator.page().getByTestId("add-collection").click();
            fill(curator.page(), "Name der Sammlung", "Von Petra");
            inDialog(curator.page(), "Speichern").click();
            assertThat(link(curator.page(), "Von Petra")).isVisible();
            assertThat(link(curator.page(), "Journal")).hasCount(0);
        }
    }

    private static void open(Browsing browsing, String name, String collection) {
        browsing.signIn(name, RunningAppliance.PASSWORD);
        browsing.page().navigate("/ablage/" + collection);
        assertThat(browsing.page().getByTestId("document")).hasCount(1);
    }

    @Test
    void showsTheJournalToAnAuditorAndNothingOfTheAdministration() throws Exception {
        put("/api/collections/" + appliance.collection("Beschrieben", "Forst"), Map.of("contact", "Forstamt"));
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            browsing.signIn("ravi.singh", RunningAppliance.PASSWORD);
            assertThat(link(page, "Verwaltung")).hasCount(0);
            link(page, "Journal").click();
            assertThat(page.getByTestId("entry").first()).isVisible();
            assertThat(page.getByTestId("journal-head")).containsText("Nummer");
            browsing.look("journal");

            page.getByLabel("Was", new Page.GetByLabelOptions().setExact(true)).selectOption("COLLECTION_CHANGED");
            assertThat(page.locator("[data-testid=entry]:not([data-action=COLLECTION_CHANGED])"))
                    .hasCount(0);
            assertThat(page.getByTestId("entry").first()).containsText("Sammlung geändert");
            Download export = page.waitForDownload(
                    () -> page.getByTestId("export-journal").click());
            assertThat(export.suggestedFilename()).isEqualTo("fundstelle-journal.jsonl");
            assertThat(Files.readString(export.path())).contains("\"hash\"");

            link(page, "Gelöscht").click();
            assertThat(page.getByTestId("deletions")).containsText("Bis jetzt hat nichts seine Frist erreicht.");
            browsing.look("journal-deletions-empty");
            link(page, "Nutzung").click();
            assertThat(page.getByTestId("usage")).containsText("ab fünf Personen");
            assertThat(page.getByTestId("usage")).containsText("Noch keine abgeschlossene Woche");
            browsing.look("journal-usage-empty");

            page.navigate("/verwaltung");
            assertThat(page.getByText("Diese Seite ist der Verwaltung vorbehalten."))
                    .isVisible();
            browsing.expectNoErrors();
        }
    }

    @Test
    void loadsFurtherEntriesOfTheJournal() throws Exception {
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            // A journal of 250 entries, told in three pieces.
            page.route(
                    "**/api/journal?**",
                    route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                            .setContentType("application/json")
                            .setBody(entries(route.request().url()))));
            browsing.signIn("ravi.singh", RunningAppliance.PASSWORD);
            page.navigate("/journal");
            assertThat(page.getByTestId("entry")).hasCount(100);
            button(page, "Weitere laden").click();
            assertThat(page.getByTestId("entry")).hasCount(200);
            button(page, "Weitere laden").click();
            assertThat(page.getByTestId("entry")).hasCount(250);
            assertThat(button(page, "Weitere laden")).hasCount(0);
            browsing.expectNoErrors();
        }
    }

    private static String entries(String url) {
        java.util.regex.Matcher before =
                java.util.regex.Pattern.compile("before=(\\d+)").matcher(url);
        int next = before.find() ? Integer.parseInt(before.group(1)) : 251;
        StringBuilder entries = new StringBuilder();
        for (int id = next - 1; id >= Math.max(1, next - 100); id--) {
            entries.append(entries.isEmpty() ? "" : ",")
                    .append("{\"id\":%d,\"at\":\"2027-01-31T08:00:00Z\",\"actor\":\"system\",\"action\":\"VERIFIED\","
                            .formatted(id))
                    .append("\"object\":\"\",\"result\":\"0 findings\",\"hash\":\"ab\"}");
        }
        return "{\"entries\":[" + entries + "],\"head\":\"250:ab\"}";
    }

    @Test
    void showsWhatWasDeletedAndHowMuchTheSystemIsUsed() throws Exception {
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            told(page, "**/api/deletions", """
                    {"deletions":[{"at":1795500000000,"kind":"conversations","number":1204,"before":1787724000000},
                    {"at":1795500000000,"kind":"journal","number":17,"before":1763964000000}]}""");
            told(page, "**/api/usage", """
                    {"usage":[{"week":"2026-W46","unit":"","kind":"questions","number":212},
                    {"week":"2026-W46","unit":"Bauamt","kind":"questions","number":64},
                    {"week":"2026-W45","unit":"","kind":"questions","number":180},
                    {"week":"2026-W46","unit":"","kind":"searches","number":1390},
                    {"week":"2026-W46","unit":"Bürgerbüro","kind":"searches","number":520}]}""");
            browsing.signIn("ravi.singh", RunningAppliance.PASSWORD);
            page.navigate("/journal/geloescht");
            assertThat(page.getByTestId("deletions")).containsText("Gespräche");
            assertThat(page.getByTestId("deletions")).containsText("1.204");
            browsing.look("journal-deletions");
            page.navigate("/journal/nutzung");
            assertThat(page.getByTestId("usage")).containsText("46/2026");
            assertThat(page.getByTestId("usage")).containsText("1.390");
            browsing.look("journal-usage");
            browsing.expectNoErrors();
        }
    }

    private static void told(Page page, String address, String json) {
        page.route(
                address,
                route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(json)));
    }

    @Test
    void agreesToASearchInAnothersName() throws Exception {
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            browsing.signIn("ravi.singh", RunningAppliance.PASSWORD);
            page.navigate("/journal/zustimmung");
            page.getByLabel("In wessen Namen soll gesucht werden?").fill("petra.lang");
            button(page, "Zustimmen und Code anzeigen").click();
            assertThat(page.getByTestId("approved")).containsText("im Namen von petra.lang, gültig 10 Minuten");
            assertThat(page.getByTestId("secret").inputValue()).hasSizeGreaterThan(20);
            browsing.look("journal-approval");
            link(page, "Einträge").click();
            assertThat(page.locator("[data-action=SEARCH_IN_NAME_APPROVED]").first())
                    .containsText("Konto „petra.lang“");
            browsing.expectNoErrors();
        }
    }

    @Test
    void asksForASignInWhenTheRoleWasTakenAwayAndKeepsTheDraft() throws Exception {
        String id = person("tom.draft", "curator", "Bauamt");
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            browsing.signIn("tom.draft", RunningAppliance.PASSWORD);
            page.getByTestId("question").fill("Wie hoch ist die Gebühr für");
            put("/api/people/" + id, Map.of("role", "reader"));
            link(page, "Ablage").click();
            assertThat(page.getByText("Ihre Sitzung ist abgelaufen.")).isVisible();
            browsing.look("session-lost");
            page.getByLabel("Benutzername").fill("tom.draft");
            page.getByLabel("Passwort", new Page.GetByLabelOptions().setExact(true))
                    .fill(RunningAppliance.PASSWORD);
            page.keyboard().press("Enter");
            link(page, "Fragen").click();
            assertThat(page.getByTestId("question")).hasValue("Wie hoch ist die Gebühr für");
            browsing.expectNoErrors();
        }
    }

    @Test
    void saysHowLongToWaitAfterManyFailedSignIns() throws Exception {
        person("viele.versuche", "reader");
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            page.navigate("/");
            page.getByLabel("Benutzername").fill("viele.versuche");
            // The wait doubles with each failure, so that sooner or later even a slow machine comes too early.
            for (int attempt = 0; attempt < 12 && !page.getByTestId("problem").isVisible(); attempt++) {
                page.getByLabel("Passwort", new Page.GetByLabelOptions().setExact(true))
                        .fill("geraten");
                page.waitForResponse("**/api/session", () -> page.keyboard().press("Enter"));
                assertThat(page.getByTestId("sign-in-refused").or(page.getByTestId("problem")))
                        .isVisible();
            }
            assertThat(page.getByTestId("problem")).containsText("Zu viele Fehlversuche. Versuchen Sie es in");
            browsing.look("sign-in-slowed");
        }
    }

    @Test
    void fitsAPhoneAndTheDark() throws Exception {
        String collection = appliance.collection("Unterwegs", "Bauamt");
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            for (int width : new int[] {320, 1280}) {
                try (Browsing browsing = new Browsing(appliance.address(), width, 1400, scheme)) {
                    Page page = browsing.page();
                    String suffix = "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
                    browsing.signIn("admin", RunningAppliance.PASSWORD);
                    page.navigate("/konto");
                    page.getByTestId("browser").first().waitFor();
                    browsing.look("account" + suffix);
                    button(page, "Schlüssel anlegen").click();
                    browsing.look("account-key" + suffix);
                    page.navigate("/verwaltung");
                    row(page, "petra.lang").getByRole(AriaRole.BUTTON).click();
                    browsing.look("person-edit" + suffix);
                    inDialog(page, "Abbrechen").click();
                    page.getByTestId("filter-people").scrollIntoViewIfNeeded();
                    browsing.look("people" + suffix);
                    page.navigate("/ablage/" + collection);
                    button(page, "Sammlung ändern").click();
                    page.getByText("Angaben für das Verzeichnis").click();
                    browsing.look("collection-form" + suffix);
                    page.navigate("/journal");
                    page.getByTestId("entry").first().waitFor();
                    browsing.look("journal" + suffix);
                    page.navigate("/journal/zustimmung");
                    page.getByTestId("approval").waitFor();
                    browsing.look("journal-approval" + suffix);
                    browsing.expectNoErrors();
                }
            }
        }
    }
}
