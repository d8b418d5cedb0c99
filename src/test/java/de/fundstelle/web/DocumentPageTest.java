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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the page tells of a document: what it says of itself, whether it is in force, how it was read.
@Tag("machine")
class DocumentPageTest {

    private static final String FORCE = "Diese Satzung tritt am 1. Januar 2013 in Kraft.";

    private static final String TEXT = """
            Hundesteuersatzung der Stadt Musterstadt

            § 4 Steuersatz

            Die Steuer beträgt für den ersten Hund 84,00 Euro im Jahr.

            § 12 Inkrafttreten

            %s""".formatted(FORCE);

    @TempDir
    private static Path data;

    private static RunningAppliance appliance;
    private static String collection;
    private static String document;

    @BeforeAll
    static void start() throws Exception {
        appliance = RunningAppliance.start(
                data,
                Map.of(
                        "FUNDSTELLE_AUTHORITY_NAME", "Stadt Musterstadt",
                        "FUNDSTELLE_MODELS_CHAT_PROVIDER", "none",
                        "FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none"));
        collection = appliance.collection("Ortsrecht", "Steueramt");
        document = appliance.text(collection, "hundesteuer-2012.txt", TEXT);
        appliance.person("rita.liest", "Steueramt").close();
    }

    @AfterAll
    static void stop() {
        appliance.close();
    }

    private static Browsing desktop() {
        return new Browsing(appliance.address(), 1280, 1100, ColorScheme.LIGHT);
    }

    /// The document as the server will tell it, with all there can be to know.
    private static String told(String version, String origin) {
        int start = TEXT.indexOf(FORCE);
        return """
                {"id":"%1$s","name":"hundesteuer-2012.txt","title":"Hundesteuersatzung","collection":"%2$s","state":"complete",
                "notes":["Die Unterlage ist länger als 20.000 Seiten; die übrigen sind nicht gelesen."],
                "parent":"paket","recognized":{"2":97,"3":71},
                "facts":[{"name":"in-force-since","value":"2013-01-01","origin":"read","start":%3$d,"end":%4$d,
                "place":{"section":"§ 12","page":4,"label":"§ 12, Seite 4"}},
                {"name":"kind","value":"by-law","origin":"read"},
                {"name":"title","value":"Satzung über die Erhebung einer Hundesteuer (Hundesteuersatzung)","origin":"read"},
                {"name":"version","value":"%5$s","origin":"%6$s","read_value":"Lesefassung vom 1.1.2013"},
                {"name":"file-number","value":"20.11.04/2012","origin":"read"}],
                "validity":{"state":"superseded","from":"2013-01-01","until":"2022-12-31",
                "superseded_by":{"document":"neu","title":"Hundesteuersatzung 2023"}},
                "supersedes":[],"amends":[],"superseded_by":[{"document":"neu","title":"Hundesteuersatzung 2023","from":"2023-01-01"}],
                "amended_by":[{"document":"erste","title":"1. Satzung zur Änderung der Hundesteuersatzung","from":"2016-01-01"}]}""".formatted(document, collection, start, start + FORCE.length(), version, origin);
    }

    private static void stub(Page page) {
        Stubs.told(page, "**/api/documents/" + document, told("Stand 2020", "corrected"));
        Stubs.told(page, "**/api/documents/paket", """
                {"id":"paket","name":"ortsrecht.zip","collection":"x","state":"complete"}""");
    }

    private static Locator fact(Page page, String name) {
        return page.locator("[data-testid=fact][data-name=" + name + "]");
    }

    @Test
    void tellsACuratorWhatADocumentSaysOfItselfAndLetsThemPutItRight() {
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            stub(page);
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.navigate("/textstelle/" + document + "?von=0&bis=0");
            assertThat(page.getByTestId("validity"))
                    .hasText("nicht mehr in Kraft seit 1. Januar 2023, ersetzt durch Hundesteuersatzung 2023");
            assertThat(page.getByTestId("fact").first()).containsText("Satzung über die Erhebung");
            assertThat(fact(page, "kind")).containsText("Satzung");
            assertThat(fact(page, "in-force-since")).containsText("1. Januar 2013");
            assertThat(fact(page, "version")).containsText("berichtigt");
            assertThat(page.getByTestId("relation").first()).containsText("Hundesteuersatzung 2023");
            assertThat(page.getByTestId("parent")).hasText("ortsrecht.zip");
            assertThat(page.getByTestId("notes")).containsText("die übrigen sind nicht gelesen");
            assertThat(page.getByTestId("recognized"))
                    .containsText("2 Seiten mit Texterkennung gelesen, Sicherheit 71 bis 97 %");
            page.getByText("Seite für Seite").click();
            assertThat(page.getByTestId("recognized")).containsText("Seite 3: Texterkennung, Sicherheit 71 %");
            browsing.look("document");

            fact(page, "in-force-since").getByRole(AriaRole.LINK).click();
            assertThat(page.locator("[data-testid=source-text] mark").first()).hasText(FORCE);

            page.goBack();
            fact(page, "version").getByRole(AriaRole.BUTTON).click();
            assertThat(page.getByRole(AriaRole.DIALOG))
                    .containsText("In der Unterlage gelesen: Lesefassung vom 1.1.2013");
            page.getByLabel("Fassung", new Page.GetByLabelOptions().setExact(true))
                    .fill("Stand 2021");
            browsing.look("fact-form");
            Stubs.told(page, "PUT", "**/api/documents/*/facts/version", told("Stand 2021", "corrected"));
            String sent = Stubs.sent(
                            page,
                            "PUT",
                            "/facts/version",
                            () -> button(page, "Speichern").click())
                    .postData();
            assertThat(sent).isEqualTo("{\"value\":\"Stand 2021\"}");
            assertThat(fact(page, "version")).containsText("Stand 2021");
            assertThat(page.getByTestId("announcements")).containsText("„Fassung“ ist gespeichert.");
            assertThat(fact(page, "version").getByRole(AriaRole.BUTTON)).isFocused();

            fact(page, "version").getByRole(AriaRole.BUTTON).click();
            Stubs.told(page, "DELETE", "**/api/documents/*/facts/version", told("Lesefassung vom 1.1.2013", "read"));
            Stubs.sent(
                    page,
                    "DELETE",
                    "/facts/version",
                    () -> button(page, "Zurück zum Gelesenen").click());
            assertThat(fact(page, "version")).not().containsText("berichtigt");
            browsing.expectNoErrors();
        }
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void putsRightWhatWasReadFromADocument() throws Exception {
        String law = appliance.text(collection, "marktsatzung.txt", """
                Satzung der Stadt Musterstadt über den Wochenmarkt (Marktsatzung)

                vom 3. Mai 2021

                § 1 Markttage

                Der Wochenmarkt findet am Samstag statt.

                § 2 Inkrafttreten

                Diese Satzung tritt am 1. Juli 2021 in Kraft.""");
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.navigate("/textstelle/" + law + "?von=0&bis=0");
            assertThat(page.getByTestId("validity")).hasText("in Kraft seit 1. Juli 2021");
            assertThat(fact(page, "kind")).containsText("Satzung");
            assertThat(fact(page, "in-force-since").getByRole(AriaRole.LINK)).hasText("gelesen im Text");
            browsing.look("document-read");

            fact(page, "in-force-since").getByRole(AriaRole.BUTTON).click();
            page.getByLabel("In Kraft seit", new Page.GetByLabelOptions().setExact(true))
                    .fill("2099-01-01");
            button(page, "Speichern").click();
            assertThat(fact(page, "in-force-since")).containsText("berichtigt");
            assertThat(page.getByTestId("validity")).hasText("noch nicht in Kraft, gilt ab 1. Januar 2099");
            page.navigate("/suche?q=Wochenmarkt");
            assertThat(page.getByTestId("hits").getByTestId("validity").first())
                    .hasText("noch nicht in Kraft, gilt ab 1. Januar 2099");
            page.navigate("/suche?q=Wochenmarkt&stichtag=2099-06-01");
            assertThat(page.getByTestId("hits")).containsText("zum Stichtag 1. Juni 2099");
            assertThat(page.getByTestId("hits").getByTestId("validity")).hasCount(0);

            page.navigate("/textstelle/" + law + "?von=0&bis=0");
            fact(page, "in-force-since").getByRole(AriaRole.BUTTON).click();
            button(page, "Zurück zum Gelesenen").click();
            assertThat(page.getByTestId("validity")).hasText("in Kraft seit 1. Juli 2021");
            browsing.expectNoErrors();
        }
    }

    @Test
    void addsAFactThatNobodyRead() {
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            stub(page);
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.navigate("/textstelle/" + document + "?von=0&bis=0");
            button(page, "Angabe ergänzen").click();
            page.getByLabel("Welche Angabe?").selectOption("in-force-until");
            page.getByLabel("In Kraft bis").fill("2022-12-31");
            page.route(
                    "**/facts/in-force-until",
                    route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                            .setStatus(422)
                            .setContentType("application/problem+json")
                            .setBody("{\"detail\":\"Das ist kein Tag. Schreiben Sie zum Beispiel 01.02.2023.\"}")));
            String sent = Stubs.sent(
                            page,
                            "PUT",
                            "/facts/in-force-until",
                            () -> button(page, "Speichern").click())
                    .postData();
            assertThat(sent).isEqualTo("{\"value\":\"2022-12-31\"}");
            assertThat(page.getByRole(AriaRole.DIALOG).getByTestId("problem")).containsText("Das ist kein Tag.");
        }
    }

    @Test
    void showsAReaderTheFactsWithoutAnythingToChange() {
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            stub(page);
            browsing.signIn("rita.liest", RunningAppliance.PASSWORD);
            page.navigate("/textstelle/" + document + "?von=0&bis=0");
            assertThat(page.getByTestId("fact")).hasCount(5);
            assertThat(page.getByTestId("facts").getByRole(AriaRole.BUTTON)).hasCount(0);
            // Whoever comes for a passage sees the passage; the facts are one click away.
            page.navigate("/textstelle/" + document + "?von=10&bis=20");
            assertThat(page.getByText("Angaben zur Unterlage")).isVisible();
            assertThat(page.getByTestId("fact").first()).not().isVisible();
        }
    }

    @Test
    void saysNothingOfADocumentAboutWhichNothingIsKnown() {
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            Stubs.told(page, "**/api/documents/" + document, """
                    {"id":"%s","name":"a.txt","collection":"%s","state":"complete","notes":[],"recognized":{}}""".formatted(document, collection));
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.navigate("/textstelle/" + document + "?von=0&bis=0");
            assertThat(page.getByTestId("source-text")).containsText("Steuersatz");
            assertThat(page.getByTestId("facts")).hasCount(0);
            assertThat(page.getByTestId("validity")).hasCount(0);
            browsing.expectNoErrors();
        }
    }

    @Test
    void searchesForADay() {
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            Stubs.told(page, "**/api/search?**", hits());
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.navigate("/suche");
            page.getByTestId("search-query").fill("Hundesteuer");
            page.getByLabel("Stichtag").fill("2020-06-30");
            String asked = page.waitForRequest(
                            "**/api/search?**", () -> page.keyboard().press("Enter"))
                    .url();
            assertThat(asked).contains("as-of=2020-06-30");
            assertThat(page.getByTestId("hits")).containsText("2 Treffer zum Stichtag 30. Juni 2020");
            List<String> standings = page.getByTestId("validity").allTextContents();
            assertThat(standings).hasSize(1);
            assertThat(standings.getFirst())
                    .contains("nicht mehr in Kraft seit 1. Januar 2023")
                    .contains("ersetzt durch");
            assertThat(page.getByTestId("amendment")).hasCount(1);
            assertThat(page.getByTestId("amendment")).containsText("1. Satzung zur Änderung der Hundesteuersatzung");
            assertThat(page.getByTestId("amendment")).containsText("§ 4, ab 1. Januar 2016");
            assertThat(page.getByTestId("amendment").locator("blockquote")).containsText("96,00 Euro");
            browsing.look("search-day");
            page.getByLabel("Stichtag").fill("");
            asked = page.waitForRequest(
                            "**/api/search?**", () -> button(page, "Suchen").click())
                    .url();
            assertThat(asked).doesNotContain("as-of");
            browsing.expectNoErrors();
        }
    }

    private static String hits() {
        return """
                {"took_ms":12,"answerable":true,"hits":[
                {"document":"%1$s","title":"Hundesteuersatzung 2013","place":{"label":"§ 4 Abs. 1, Seite 2"},
                "heading":"§ 4 Steuersatz","text":"Die Steuer beträgt für den ersten Hund 84,00 Euro im Jahr.","start":60,"end":118,
                "marks":[[4,10]],"score":9,"collection":"%2$s","validity":{"state":"in-force","from":"2013-01-01"},
                "amendments":[{"document":"erste","title":"1. Satzung zur Änderung der Hundesteuersatzung","section":"§ 4",
                "from":"2016-01-01","text":"§ 4 Abs. 1 erhält folgende Fassung: Die Steuer beträgt für den ersten Hund 96,00 Euro im Jahr."}]},
                {"document":"alt","title":"Hundesteuersatzung 2001","place":{"label":"§ 5, Seite 3"},"heading":"§ 5 Steuersatz",
                "text":"Die Hundesteuer beträgt 120 DM im Jahr.","start":0,"end":39,"marks":[[4,15]],"score":5,"collection":"%2$s",
                "validity":{"state":"superseded","until":"2022-12-31","superseded_by":{"document":"%1$s","title":"Hundesteuersatzung 2013"}}}]}""".formatted(document, collection);
    }

    @Test
    void saysOfTheSourcesOfAnAnswerWhetherTheyAreInForce() {
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            Stubs.told(page, "**/api/conversations/g1", """
                    {"id":"g1","title":"Hundesteuer","turns":[{"id":"t1","question":"Was kostet ein Hund?",
                    "answer":"Die Steuer beträgt 84,00 Euro [1].","outcome":"answered","citations":[{"n":1,"document":"%1$s"}],
                    "sentences":[],"passages":[{"n":1,"document":"%1$s","title":"Hundesteuersatzung 2013",
                    "place":{"label":"§ 4 Abs. 1"},"text":"Die Steuer beträgt für den ersten Hund 84,00 Euro im Jahr.",
                    "start":58,"end":116,"marks":[],"collection":"%2$s",
                    "validity":{"state":"superseded","until":"2022-12-31","superseded_by":{"document":"neu","title":"Hundesteuersatzung 2023"}},
                    "amendments":[{"document":"erste","title":"1. Änderungssatzung","section":"§ 4","text":"96,00 Euro im Jahr"}]}],
                    "asked":1795540000000}]}""".formatted(document, collection));
            stub(page);
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.navigate("/fragen/g1");
            assertThat(page.getByTestId("sources").getByTestId("validity"))
                    .hasText("nicht mehr in Kraft seit 1. Januar 2023");
            assertThat(page.getByTestId("amended")).hasText("geändert");
            page.getByTestId("sources").getByRole(AriaRole.BUTTON).first().click();
            assertThat(page.getByTestId("source-panel").getByTestId("validity"))
                    .containsText("ersetzt durch Hundesteuersatzung 2023");
            assertThat(page.getByTestId("source-panel").getByTestId("amendment"))
                    .containsText("96,00 Euro im Jahr");
            browsing.look("source-superseded");
            browsing.expectNoErrors();
        }
    }

    @Test
    void fitsAPhoneAndTheDark() {
        for (Screen screen : Screen.ALL) {
            try (Browsing browsing = screen.browsing(appliance)) {
                Page page = browsing.page();
                stub(page);
                Stubs.told(page, "**/api/search?**", hits());
                browsing.signIn("admin", RunningAppliance.PASSWORD);
                page.navigate("/textstelle/" + document + "?von=0&bis=0");
                assertThat(page.getByTestId("parent")).isVisible();
                browsing.look("document" + screen.suffix());
                button(page, "Fassung berichtigen").click();
                page.getByRole(AriaRole.DIALOG).waitFor();
                browsing.look("fact-form" + screen.suffix());
                page.navigate("/suche?q=Hundesteuer&stichtag=2020-06-30");
                assertThat(page.getByTestId("amendment")).isVisible();
                browsing.look("search-day" + screen.suffix());
                browsing.expectNoErrors();
            }
        }
    }
}
