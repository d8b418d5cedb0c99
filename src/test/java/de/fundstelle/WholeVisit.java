// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Everything that a browser does with a server, once; a program of its own, because it runs in the server's network.
///
/// Ends with an exception when something does not work.
final class WholeVisit {

    private static final Path SAMPLES = Path.of("config/musterstadt/documents");
    private static final List<String> READABLE = List.of(
            "hundesteuersatzung.pdf",
            "kita-beitragssatzung.docx",
            "abfallsatzung.odt",
            "haushaltsplan-2026.xlsx",
            "faq-buergerbuero.html",
            "anfrage-verlaengerung-grabnutzung.eml",
            "schreiben-lindenbachbruecke-gescannt.pdf",
            "ruft-bild.html",
            "ruft-bild.eml",
            "ruft-vorlage.docx",
            "ruft-adresse.pdf");
    private static final Set<String> ENDS = Set.of("complete", "refused");
    private static final Pattern PAGE_FILE = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");

    private final Caller caller;

    private WholeVisit(Caller caller) {
        this.caller = caller;
    }

    /// Address of the server, password of its administrator; what to do: `all` or `state`.
    public static void main(String[] arguments) throws Exception {
        try (Caller caller = new Caller(URI.create(arguments[0]))) {
            caller.signIn("admin", arguments[1]);
            WholeVisit visit = new WholeVisit(caller);
            if (arguments[2].equals("all")) {
                visit.opensThePage();
                visit.importsUntilVectorsAreThere();
                visit.searchesAndAsks();
                visit.exports();
            }
            visit.looksAtTheState();
        }
    }

    private void opensThePage() throws Exception {
        String page = body("/");
        List<String> files =
                PAGE_FILE.matcher(page).results().map(found -> found.group(1)).toList();
        assertThat(files).as(page).anyMatch(file -> file.endsWith(".js")).anyMatch(file -> file.endsWith(".css"));
        for (String file : files) {
            assertThat(body(file)).as(file).isNotEmpty();
        }
    }

    private String body(String path) throws Exception {
        HttpResponse<String> answer = caller.answer("GET", path, Map.of());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private void importsUntilVectorsAreThere() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.putAll(CallingFiles.all());
        for (String name : READABLE) {
            if (!files.containsKey(name)) {
                files.put(name, Files.readAllBytes(SAMPLES.resolve(name)));
            }
        }
        String collection = caller.post("/api/collections", Map.of("name", "Ortsrecht", "readers", List.of()), 201)
                .path("id")
                .asText();
        caller.upload("/api/collections/" + collection + "/documents", files);
        JsonNode told = caller.await(
                "/api/imports?limit=100&collection=" + collection,
                now -> ENDS.containsAll(now.path("imports").findValuesAsText("state"))
                        && now.path("imports").findValuesAsText("pages_left").stream()
                                .allMatch("0"::equals)
                        && now.path("imports").size() >= files.size());
        for (JsonNode one : told.path("imports")) {
            if (READABLE.contains(one.path("name").asText())) {
                assertThat(one.path("state").asText()).as("%s", one).isEqualTo("complete");
            }
        }
        JsonNode state = caller.get("/api/state");
        assertThat(state.path("vectors").asLong())
                .isPositive()
                .isEqualTo(state.path("passages").asLong());
    }

    private void searchesAndAsks() throws Exception {
        assertThat(hits("Steuer für den zweiten Hund")).contains("Hund");
        assertThat(hits("Lindenbachbrücke")).as("read by Tesseract").contains("Lindenbach");
        assertThat(hits("Krammarkt")).as("from a page with foreign pictures").contains("sieben Uhr");
        String conversation =
                caller.post("/api/conversations", Map.of(), 201).path("id").asText();
        String events = caller.ask(
                "/api/conversations/" + conversation + "/questions",
                Map.of("text", "Wie hoch ist die Hundesteuer für den zweiten Hund?"));
        assertThat(events).contains("event: excerpts", "event: done");
    }

    private String hits(String words) throws Exception {
        return caller.get("/api/search?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8))
                .toString();
    }

    private void exports() throws Exception {
        assertThat(body("/api/account/export")).contains("Hundesteuer");
        assertThat(body("/api/account/export?format=html")).contains("Hundesteuer");
        assertThat(body("/api/journal/export")).contains("\n");
    }

    /// Tries the model, among others.
    private void looksAtTheState() throws Exception {
        assertThat(caller.get("/api/state").at("/chat/reachable").asBoolean()).isFalse();
    }
}
