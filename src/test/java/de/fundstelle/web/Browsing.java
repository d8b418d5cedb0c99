// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A real Chromium with one window, which notes every error that a person would not see.
final class Browsing implements AutoCloseable {

    /// Where the views are kept as pictures.
    private static final Path PICTURES = Path.of("target", "screenshots");

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private final Playwright playwright;
    private final Browser browser;
    private final BrowserContext context;
    private final Page page;
    private final List<String> errors = new ArrayList<>();
    private final List<String> strangers = new ArrayList<>();

    Browsing(URI address, int width, int height, ColorScheme scheme) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--no-first-run")));
        context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(address.toString())
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setLocale("de-DE"));
        page = context.newPage();
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            // A refused sign-in and a look whether somebody is signed in are no errors of the page.
            if (message.type().equals("error") && !message.text().contains("status of 401")) {
                errors.add(message.text());
            }
        });
        page.onRequest(request -> {
            if (!request.url().startsWith(address.toString())) {
                strangers.add(request.url());
            }
        });
    }

    Page page() {
        return page;
    }

    void signIn(String name, String password) {
        page.navigate("/");
        page.getByLabel("Benutzername").fill(name);
        page.getByLabel("Passwort", new Page.GetByLabelOptions().setExact(true)).fill(password);
        page.keyboard().press("Enter");
        page.getByTestId("person").waitFor();
    }

    /// Keeps a picture of what is shown, and expects that nobody meets a barrier in it.
    void look(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
        AxeResults results = new AxeBuilder(page).analyze();
        assertThat(results.getViolations().stream().map(Browsing::described))
                .as("barriers in " + name)
                .isEmpty();
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as("no scrolling sideways in " + name)
                .isTrue();
    }

    private static String described(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }

    /// Expects that the page made no error and asked nobody else.
    void expectNoErrors() {
        assertThat(errors).isEmpty();
        assertThat(strangers).isEmpty();
    }

    @Override
    public void close() {
        context.close();
        browser.close();
        playwright.close();
    }
}
