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
import de.fundstelle.models.FakeModelServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page in a real Chromium, as clerks and administrators use it.
@Tag("machine")
class PageTest {

    private static final Path STATUTE = Path.of("config/musterstadt/documents/hundesteuersatzung.pdf");

    @TempDir
    private static Path data;

    private static FakeModelServer model;
    private static RunningAppliance appliance;

    @BeforeAll
    static void start() throws Exception {
        model = new FakeModelServer();
        appliance = RunningAppliance.start(
                data,
                Map.of(
                        "FUNDSTELLE_AUTHORITY_NAME", "Stadt Musterstadt",
                        "FUNDSTELLE_MODELS_CHAT_PROVIDER", "ollama",
                        "FUNDSTELLE_MODELS_CHAT_URL", model.url().toString(),
                        "FUNDSTELLE_MODELS_CHAT_MODEL", "llama3.1:8b",
                        "FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none"));
    }

    @AfterAll
    static void stop() throws Exception {
        appliance.close();
        model.close();
    }

    private static Browsing desktop() {
        return new Browsing(appliance.address(), 1280, 900, ColorScheme.LIGHT);
    }

    @Test
    void signsInUploadsAsksAndOpensTheSource() throws Exception {
        appliance.collection("Ortsrecht");
        model.then(FakeModelServer.answer(
                "Für den zweiten Hund beträgt die Hundesteuer ",
                "96,00 € im Jahr [1]. ",
                "Wer nicht zahlt, muss 500 Euro Strafe zahlen [1]."));
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            page.navigate("/");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Anmelden"))
                    .waitFor();
            browsing.look("sign-in");
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            browsing.look("ask-empty");

            page.navigate("/ablage");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Ortsrecht"))
                    .click();
            page.getByTestId("upload").setInputFiles(STATUTE);
            Locator row = page.locator("[data-testid=document][data-name='hundesteuersatzung.pdf']");
            assertThat(row).hasAttribute("data-state", "complete");
            browsing.look("collection");

            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("Fragen").setExact(true))
                    .click();
            page.getByTestId("question").fill("Was kostet die Hundesteuer für den zweiten Hund?");
            page.keyboard().press("Enter");
            Locator answer = page.getByTestId("answer").last();
            assertThat(answer).hasAttribute("data-outcome", "answered");
            assertThat(answer).containsText("96,00 €");
            assertThat(answer).containsText("Wer nicht zahlt, muss 500 Euro Strafe zahlen");
            assertThat(answer.getByTestId("unsupported")).hasText("kein Beleg gefunden");
            assertThat(answer).containsText("Entwurf. Maßgeblich ist der Wortlaut.");
            browsing.look("answer");

            answer.getByTestId("citation").first().click();
            assertThat(page.getByTestId("source-panel")).containsText("Hundesteuer");
            assertThat(page.locator("[data-testid=source-text] mark.passage").first())
                    .isVisible();
            assertThat(page.getByTestId("source-text")).containsText("480,00 €");
            browsing.look("source");
            browsing.expectNoErrors();
        }
    }

    @Test
    void doesTheSameWithTheKeyboardAlone() throws Exception {
        String collection = appliance.collection("Tasten");
        appliance.text(collection, "marktordnung.txt", "Der Wochenmarkt beginnt am Samstag um sieben Uhr.");
        model.then(FakeModelServer.answer("Der Wochenmarkt beginnt um sieben Uhr [1]."));
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            page.navigate("/");
            tabTo(page, page.getByLabel("Benutzername"));
            page.keyboard().type("admin");
            tabTo(page, page.getByLabel("Passwort", new Page.GetByLabelOptions().setExact(true)));
            page.keyboard().type(RunningAppliance.PASSWORD);
            page.keyboard().press("Enter");
            page.getByTestId("question").waitFor();
            tabTo(page, page.getByTestId("question"));
            page.keyboard().type("Wann beginnt der Wochenmarkt am Samstag?");
            page.keyboard().press("Enter");
            assertThat(page.getByTestId("answer").last()).hasAttribute("data-outcome", "answered");
            Locator citation =
                    page.getByTestId("answer").last().getByTestId("citation").first();
            for (int press = 0;
                    press < 60 && !(Boolean) citation.evaluate("it => it === document.activeElement");
                    press++) {
                page.keyboard().press("Shift+Tab");
            }
            page.keyboard().press("Enter");
            assertThat(page.locator("[data-testid=source-text] mark.passage").first())
                    .isVisible();
            page.keyboard().press("Escape");
            assertThat(page.getByTestId("source-panel")).not().isVisible();
            assertThat(citation).isFocused();
            browsing.expectNoErrors();
        }
    }

    private static void tabTo(Page page, Locator field) {
        for (int press = 0; press < 40 && !(Boolean) field.evaluate("it => it === document.activeElement"); press++) {
            page.keyboard().press("Tab");
        }
        assertThat(field).isFocused();
    }

    @Test
    void keepsWhatDocumentsAndModelsSayAsText() throws Exception {
        String attack = "<img src=x onerror=\"document.title='gehackt'\"><script>document.title='gehackt'</script>";
        String collection = appliance.collection("Angriff " + attack);
        appliance.text(collection, "angriff.txt", "Der Zaubertrank kostet elf Taler. " + attack);
        model.then(FakeModelServer.answer(
                "Der Zaubertrank kostet elf Taler [1]. <im",
                "g src=x onerror=alert(1)> [klick](http://boese.example) ",
                attack));
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.getByTestId("question").fill("Was kostet der Zaubertrank?");
            page.keyboard().press("Enter");
            Locator answer = page.getByTestId("answer").last();
            assertThat(answer).hasAttribute("data-outcome", "answered");
            assertThat(answer.locator("img[src=x]")).hasCount(0);
            assertThat(answer.locator("a[href*='boese']")).hasCount(0);
            answer.getByTestId("citation").first().click();
            assertThat(page.getByTestId("source-text")).containsText("onerror");
            page.navigate("/suche?q=Zaubertrank");
            assertThat(page.getByTestId("hits")).containsText("onerror");
            page.navigate("/ablage");
            assertThat(page.getByText("Angriff").first()).isVisible();
            assertThat(page.title()).doesNotContain("gehackt");
            browsing.expectNoErrors();
        }
        appliance.administrator().delete("/api/collections/" + collection);
    }

    @Test
    void refusesWhateverAnAttackerCouldBringIntoThePage() {
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            page.navigate("/");
            page.getByLabel("Benutzername").waitFor();
            assertThat(thrownBy(page, "document.body.innerHTML = '<b>x</b>'")).isEqualTo("TypeError");
            assertThat(thrownBy(page, "document.write('<b>x</b>')")).isEqualTo("TypeError");
            assertThat(thrownBy(page, "trustedTypes.createPolicy('mine', { createHTML: text => text })"))
                    .isEqualTo("TypeError");
            assertThat(thrownBy(page, "eval('1')")).isEqualTo("EvalError");
            assertThat(thrownBy(page, "new Function('return 1')()")).isEqualTo("EvalError");
            assertThat(refusal(
                            page, "const it = document.createElement('img'); it.src = 'https://boese.example/x.png'"))
                    .isEqualTo("img-src");
            assertThat(refusal(page, "const it = document.createElement('iframe'); it.src = 'https://boese.example/'"))
                    .isEqualTo("frame-src");
            assertThat(refusal(page, "const it = document.createElement('style'); it.textContent = 'b { color: red }'"))
                    .isEqualTo("style-src-elem");
            assertThat(refusal(page, "const it = document.createElement('b'); it.setAttribute('style', 'color: red')"))
                    .isEqualTo("style-src-attr");
            assertThat(refusal(
                            page,
                            "const it = document.createElement('a'); fetch('https://boese.example/').catch(() => 0)"))
                    .isEqualTo("connect-src");
        }
    }

    private static Object thrownBy(Page page, String code) {
        // In a task of the page's own: what a debugger calls directly may evaluate text whatever the policy says.
        return page.evaluate("() => new Promise(tell => setTimeout(() => { try { " + code
                + "; tell('nothing'); } catch (e) { tell(e.name); } }))");
    }

    /// The directive by which the browser refuses an element that is put into the page.
    private static Object refusal(Page page, String making) {
        return page.evaluate("() => new Promise(tell => {"
                + "document.addEventListener('securitypolicyviolation', e => tell(e.effectiveDirective), { once: true });"
                + making + "; document.body.append(it); setTimeout(() => tell('nothing'), 5000); })");
    }

    @Test
    void marksAnAnswerThatBrokeOffAndOffersToAskAgain() throws Exception {
        String collection = appliance.collection("Abbruch");
        appliance.text(collection, "bad.txt", "Das Freibad öffnet im Mai um neun Uhr.");
        model.then(FakeModelServer.endAfter("Das Freibad öffnet "));
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.getByTestId("question").fill("Wann öffnet das Freibad im Mai?");
            page.keyboard().press("Enter");
            Locator answer = page.getByTestId("answer").last();
            assertThat(answer).hasAttribute("data-outcome", "broken-off");
            assertThat(answer).containsText("Das Freibad öffnet");
            assertThat(answer).containsText("abgebrochen");
            browsing.look("broken-off");
            model.then(FakeModelServer.status(503, "{}"));
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Erneut fragen"))
                    .last()
                    .click();
            assertThat(page.getByTestId("answer").last()).hasAttribute("data-outcome", "excerpts");
            browsing.look("excerpts");
            page.getByTestId("question").fill("Wie repariere ich ein Raumschiff mit Warpantrieb?");
            page.keyboard().press("Enter");
            assertThat(page.getByTestId("answer").last()).hasAttribute("data-outcome", "declined");
            browsing.look("declined");
            page.reload();
            assertThat(page.getByTestId("turn")).hasCount(3);
            browsing.expectNoErrors();
        }
    }

    @Test
    void saysOnAnAnswerFromInventedDocumentsThatItIsNotValid(@TempDir Path other) throws Exception {
        try (RunningAppliance demo = RunningAppliance.start(
                other,
                Map.of(
                        "FUNDSTELLE_MODELS_CHAT_PROVIDER", "ollama",
                        "FUNDSTELLE_MODELS_CHAT_URL", model.url().toString(),
                        "FUNDSTELLE_MODELS_CHAT_MODEL", "llama3.1:8b",
                        "FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none"))) {
            demo.administrator().post("/api/collections", Map.of("name", "Muster", "sample", true), 201);
            demo.text("Muster", "zoll.txt", "Der Zoll auf Einhörner beträgt drei Taler.");
            model.then(FakeModelServer.answer("Der Zoll auf Einhörner beträgt drei Taler [1]."));
            try (Browsing browsing = new Browsing(demo.address(), 1280, 900, ColorScheme.LIGHT)) {
                browsing.signIn("admin", RunningAppliance.PASSWORD);
                browsing.page().getByTestId("question").fill("Wie hoch ist der Zoll auf Einhörner?");
                browsing.page().keyboard().press("Enter");
                Locator answer = browsing.page().getByTestId("answer").last();
                assertThat(answer).hasAttribute("data-outcome", "answered");
                assertThat(answer.getByTestId("notice")).hasText("Muster – nicht gültig");
                browsing.look("sample-answer");
            }
        }
    }

    @Test
    void hasNoBarriersInItsOtherViewsAndDialogs() throws Exception {
        String collection = appliance.collection("Ansichten");
        String document = appliance.text(collection, "kurz.txt", "Der Bauhof öffnet am Montag um sieben Uhr.");
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            page.navigate("/einrichten/kein-gueltiger-code");
            page.getByLabel("Passwort wiederholen").waitFor();
            browsing.look("setup");
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.navigate("/textstelle/" + document + "?von=0&bis=20");
            assertThat(page.getByTestId("source-text")).containsText("Bauhof");
            browsing.look("passage");
            page.navigate("/suche?q=Bauhof");
            assertThat(page.getByTestId("hits")).containsText("Montag");
            browsing.look("search");
            page.navigate("/ablage");
            page.getByTestId("add-collection").click();
            page.getByRole(AriaRole.DIALOG).waitFor();
            browsing.look("add-collection");
            page.navigate("/verwaltung");
            page.getByTestId("add-person").click();
            page.getByRole(AriaRole.DIALOG).waitFor();
            browsing.look("add-person");
            page.navigate("/gibt/es/nicht");
            page.getByRole(AriaRole.HEADING).first().waitFor();
            browsing.look("not-found");
            browsing.expectNoErrors();
        }
    }

    @Test
    void fitsAPhoneAndTheDark() throws Exception {
        String collection = appliance.collection("Unterwegs");
        appliance.text(collection, "bus.txt", "Der Bürgerbus fährt jeden Dienstag um acht Uhr.");
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            try (Browsing browsing = new Browsing(appliance.address(), 320, 700, scheme)) {
                Page page = browsing.page();
                String suffix = "-320-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
                browsing.signIn("admin", RunningAppliance.PASSWORD);
                browsing.look("ask" + suffix);
                page.navigate("/suche?q=B%C3%BCrgerbus");
                assertThat(page.getByTestId("hits")).containsText("Dienstag");
                browsing.look("search" + suffix);
                page.navigate("/ablage");
                page.getByText("Unterwegs").waitFor();
                browsing.look("library" + suffix);
                page.navigate("/verwaltung");
                page.getByTestId("server-state").waitFor();
                browsing.look("administration" + suffix);
                browsing.expectNoErrors();
            }
        }
    }
}
