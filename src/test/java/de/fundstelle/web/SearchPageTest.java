// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import de.fundstelle.RunningAppliance;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Searching exactly, in a real browser against the whole program.
class SearchPageTest {

    @TempDir
    private static Path data;

    private static RunningAppliance appliance;

    @BeforeAll
    static void start() throws Exception {
        appliance = RunningAppliance.start(
                data,
                Map.of(
                        "FUNDSTELLE_MODELS_CHAT_PROVIDER", "none",
                        "FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none"));
        String collection = appliance.collection("Ortsrecht");
        appliance.text(collection, "hunde.txt", """
                Hundesteuersatzung der Gemeinde Au

                § 4 Steuersatz

                Die Steuer beträgt für den ersten Hund 84,00 Euro im Jahr.

                § 12 Inkrafttreten

                Diese Satzung tritt am 01.01.2024 in Kraft.
                """);
    }

    @AfterAll
    static void stop() {
        appliance.close();
    }

    private static void search(Page page, String query) {
        page.getByTestId("search-query").fill(query);
        page.waitForResponse("**/api/search?**", () -> page.keyboard().press("Enter"));
    }

    @Test
    void helpsToSearchExactlyAndLeadsBackToTheWords() {
        for (int width : new int[] {1280, 390}) {
            try (Browsing browsing = new Browsing(appliance.address(), width, 1000, ColorScheme.LIGHT)) {
                Page page = browsing.page();
                browsing.signIn("admin", RunningAppliance.PASSWORD);
                page.navigate("/suche");
                page.getByText("Genauer suchen").click();
                assertThat(page.getByTestId("search-help")).containsText("kind:Satzung");
                assertThat(page.getByTestId("search-help")).containsText("Niederschrift");
                search(page, "\"Hund ersten\" kind:Satzung");
                assertThat(page.getByTestId("hits")).containsText("So genau findet sich nichts.");
                browsing.look("search-exactly-" + width);
                page.getByTestId("only-words").click();
                assertThat(page.getByTestId("search-query")).hasValue("Hund ersten");
                assertThat(page.getByTestId("hits")).containsText("84,00 Euro");
                browsing.expectNoErrors();
            }
        }
    }

    @Test
    void saysWhatIsWrongWithAFilter() {
        try (Browsing browsing = new Browsing(appliance.address(), 1280, 1000, ColorScheme.LIGHT)) {
            Page page = browsing.page();
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.navigate("/suche");
            search(page, "Hund kind:Roman");
            assertThat(page.getByText("Die Art „Roman“ gibt es nicht.")).isVisible();
            browsing.look("search-unfit");
        }
    }

    @Test
    void proposesTheDayThatASearchNames() {
        try (Browsing browsing = new Browsing(appliance.address(), 1280, 1000, ColorScheme.LIGHT)) {
            Page page = browsing.page();
            browsing.signIn("admin", RunningAppliance.PASSWORD);
            page.navigate("/suche");
            search(page, "Steuer erster Hund 2019");
            assertThat(page.getByTestId("proposed-as-of")).containsText("31. Dezember 2019");
            browsing.look("search-proposed-day");
            page.getByText("Stand vom 31. Dezember 2019 zeigen").click();
            assertThat(page.getByTestId("hits")).containsText("zum Stichtag 31. Dezember 2019");
            assertThat(page.getByLabel("Stichtag")).hasValue("2019-12-31");
            assertThat(page.getByTestId("proposed-as-of")).hasCount(0);
            browsing.expectNoErrors();
        }
    }
}
