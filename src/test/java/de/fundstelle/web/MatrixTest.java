// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.fundstelle.Caller;
import de.fundstelle.RunningAppliance;
import de.fundstelle.web.Cast.Who;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every route × everybody × every object: what is answered, held against rules that are written down here once more.
///
/// The routes come from the server; one without a rule fails, and so does a rule without a route.
class MatrixTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// What a request names.
    enum What {
        OWN,
        SHARED,
        FOREIGN,
        MISSING,
        MALFORMED
    }

    /// What kind of thing a route is about, and what somebody must be to it.
    enum About {
        NOTHING,
        COLLECTION_TO_READ,
        COLLECTION_TO_FILL,
        COLLECTION_TO_CURATE,
        COLLECTION_TO_DELETE,
        DOCUMENT_TO_READ,
        DOCUMENT_TO_CURATE,
        RUN_TO_READ,
        RUN_TO_FILL,
        CONVERSATION,
        KEY,
        SESSION,
        PERSON,
        SOURCE
    }

    /// What somebody is to a collection.
    private enum Standing {
        NONE,
        READS,
        FILLS,
        CURATES
    }

    private static final String MISSING = "0123456789abcdefghijklmno";

    private static final List<String> MALFORMED = List.of(
            "x",
            "%27%20OR%20%271%27=%271",
            "%00",
            "..%2f..%2fsecrets",
            "%C3%A4",
            "a".repeat(3000),
            "%3Cscript%3E",
            "-1");

    private static final Set<Who> UNKNOWN =
            EnumSet.of(Who.NOBODY, Who.EXPIRED, Who.DISABLED, Who.KEY_EXPIRED, Who.KEY_REVOKED);
    private static final Set<Who> SIGNED_IN =
            EnumSet.of(Who.OTHER_READER, Who.READER, Who.CONTRIBUTOR, Who.CURATOR, Who.ADMINISTRATOR, Who.AUDITOR);
    private static final Set<Who> ANYBODY = with(SIGNED_IN, Who.KEY_TO_READ, Who.KEY_TO_CONTRIBUTE, Who.OPERATOR);
    private static final Set<Who> READERS = with(SIGNED_IN, Who.KEY_TO_READ, Who.OPERATOR);
    private static final Set<Who> TALKERS = with(SIGNED_IN, Who.KEY_TO_READ);
    private static final Set<Who> BRINGERS = with(SIGNED_IN, Who.KEY_TO_CONTRIBUTE, Who.OPERATOR);
    private static final Set<Who> MANAGERS = with(SIGNED_IN, Who.OPERATOR);
    private static final Set<Who> MAKERS = EnumSet.of(Who.CURATOR, Who.ADMINISTRATOR, Who.OPERATOR);
    private static final Set<Who> ADMINISTRATORS = EnumSet.of(Who.ADMINISTRATOR, Who.OPERATOR);
    private static final Set<Who> AUDITORS = EnumSet.of(Who.AUDITOR, Who.ADMINISTRATOR, Who.OPERATOR);
    private static final Set<Who> OPERATORS = EnumSet.of(Who.OPERATOR);
    private static final Set<Who> EVERYBODY = EnumSet.allOf(Who.class);

    private static Set<Who> with(Set<Who> some, Who... more) {
        Set<Who> all = EnumSet.copyOf(some);
        all.addAll(List.of(more));
        return all;
    }

    private static final String JSON_TYPE = "application/json";
    private static final String MULTIPART = "multipart/form-data; boundary=matrix";
    private static final String FILE = """
            --matrix
            Content-Disposition: form-data; name="files"; filename="neu.txt"

            Die Bücherei hat montags zu.
            --matrix--
            """.replace("\n", "\r\n");

    /// One rule.
    ///
    /// @param admitted who may call the route at all
    /// @param address with {id} for the object
    /// @param good what is answered to whoever may
    private record Rule(Set<Who> admitted, About about, String address, String type, String body, Set<Integer> good) {}

    private static Rule rule(Set<Who> admitted, About about, String address, String body, Integer... good) {
        return new Rule(admitted, about, address, JSON_TYPE, body, Set.of(good));
    }

    private static Rule upload(String address, Integer... good) {
        return new Rule(BRINGERS, About.COLLECTION_TO_FILL, address, MULTIPART, FILE, Set.of(good));
    }

    private static final Map<String, List<Rule>> RULES = Map.ofEntries(
            open("GET /health/started", "/health/started", "", 200),
            open("GET /health/ready", "/health/ready", "", 200),
            open("GET /health/live", "/health/live", "", 200),
            open("GET /api/info", "/api/info", "", 200),
            open(
                    "POST /api/setup",
                    "/api/setup",
                    "{\"code\":\"x\",\"name\":\"ich\",\"password\":\"ein langer Satz\"}",
                    403),
            open(
                    "POST /api/session",
                    "/api/session",
                    "{\"name\":\"admin\",\"password\":\"" + RunningAppliance.PASSWORD + "\"}",
                    200),
            // No issuer is configured here; OidcRoutesTest has one.
            open("GET /api/oidc/start", "/api/oidc/start", "", 404),
            open("GET /api/oidc/callback", "/api/oidc/callback?code=x&state=y", "", 404),
            open("GET /api/oidc/sign-out", "/api/oidc/sign-out", "", 404),
            open("POST /api/oidc/logout", "/api/oidc/logout", "logout_token=x", 404),
            plain("GET /api/session", ANYBODY, "/api/session", "", 200),
            plain("DELETE /api/session", ANYBODY, "/api/session", "", 204),
            plain(
                    "PUT /api/session/password",
                    SIGNED_IN,
                    "/api/session/password",
                    "{\"old\":\"%s\",\"password\":\"%s\"}"
                            .formatted(RunningAppliance.PASSWORD, RunningAppliance.PASSWORD),
                    204),
            plain("GET /api/sessions", SIGNED_IN, "/api/sessions", "", 200),
            plain("DELETE /api/sessions", SIGNED_IN, "/api/sessions", "", 204),
            about("DELETE /api/sessions/{id}", SIGNED_IN, About.SESSION, "/api/sessions/{id}", "", 204),
            plain("GET /api/keys", SIGNED_IN, "/api/keys", "", 200),
            plain("POST /api/keys", SIGNED_IN, "/api/keys", "{\"name\":\"neu\"}", 201, 422),
            about("DELETE /api/keys/{id}", SIGNED_IN, About.KEY, "/api/keys/{id}", "", 204),
            plain("GET /api/account/export", SIGNED_IN, "/api/account/export?format=html", "", 200),
            plain("GET /api/collections", READERS, "/api/collections", "", 200),
            plain("POST /api/collections", MAKERS, "/api/collections", "{\"name\":\"Neu\"}", 201, 422),
            about("GET /api/collections/{id}", READERS, About.COLLECTION_TO_READ, "/api/collections/{id}", "", 200),
            about(
                    "PUT /api/collections/{id}",
                    MANAGERS,
                    About.COLLECTION_TO_CURATE,
                    "/api/collections/{id}",
                    "{\"contact\":\"Amt 7\"}",
                    200),
            about(
                    "DELETE /api/collections/{id}",
                    MANAGERS,
                    About.COLLECTION_TO_DELETE,
                    "/api/collections/{id}",
                    "",
                    204),
            Map.entry("POST /api/collections/{id}/documents", List.of(upload("/api/collections/{id}/documents", 202))),
            Map.entry(
                    "PUT /api/collections/{id}/documents/by-source/{key}",
                    List.of(upload("/api/collections/{id}/documents/by-source/akte-1", 202))),
            about(
                    "DELETE /api/collections/{id}/documents/by-source/{key}",
                    BRINGERS,
                    About.COLLECTION_TO_FILL,
                    "/api/collections/{id}/documents/by-source/akte-1",
                    "",
                    204),
            Map.entry(
                    "GET /api/imports",
                    List.of(
                            rule(READERS, About.NOTHING, "/api/imports", "", 200),
                            rule(READERS, About.COLLECTION_TO_READ, "/api/imports?collection={id}", "", 200))),
            Map.entry(
                    "GET /api/runs",
                    List.of(
                            rule(READERS, About.NOTHING, "/api/runs", "", 200),
                            rule(READERS, About.COLLECTION_TO_READ, "/api/runs?collection={id}", "", 200))),
            about("GET /api/runs/{id}", READERS, About.RUN_TO_READ, "/api/runs/{id}", "", 200),
            about("GET /api/runs/{id}/report", READERS, About.RUN_TO_READ, "/api/runs/{id}/report", "", 200),
            about("POST /api/runs/{id}/pause", BRINGERS, About.RUN_TO_FILL, "/api/runs/{id}/pause", "{}", 200),
            about("POST /api/runs/{id}/resume", BRINGERS, About.RUN_TO_FILL, "/api/runs/{id}/resume", "{}", 200),
            about("POST /api/runs/{id}/cancel", BRINGERS, About.RUN_TO_FILL, "/api/runs/{id}/cancel", "{}", 200),
            about("POST /api/runs/{id}/repeat", BRINGERS, About.RUN_TO_FILL, "/api/runs/{id}/repeat", "{}", 200),
            Map.entry(
                    "GET /api/documents",
                    List.of(
                            rule(READERS, About.NOTHING, "/api/documents", "", 200),
                            rule(READERS, About.COLLECTION_TO_READ, "/api/documents?collection={id}", "", 200))),
            about("GET /api/documents/{id}", READERS, About.DOCUMENT_TO_READ, "/api/documents/{id}", "", 200),
            about("DELETE /api/documents/{id}", MANAGERS, About.DOCUMENT_TO_CURATE, "/api/documents/{id}", "", 204),
            about(
                    "PUT /api/documents/{id}/facts/{name}",
                    MANAGERS,
                    About.DOCUMENT_TO_CURATE,
                    "/api/documents/{id}/facts/version",
                    "{\"value\":\"2.1\"}",
                    200),
            about(
                    "DELETE /api/documents/{id}/facts/{name}",
                    MANAGERS,
                    About.DOCUMENT_TO_CURATE,
                    "/api/documents/{id}/facts/version",
                    "",
                    200),
            about(
                    "GET /api/documents/{id}/original",
                    READERS,
                    About.DOCUMENT_TO_READ,
                    "/api/documents/{id}/original",
                    "",
                    200),
            about("GET /api/documents/{id}/text", READERS, About.DOCUMENT_TO_READ, "/api/documents/{id}/text", "", 200),
            Map.entry(
                    "GET /api/search",
                    List.of(
                            rule(READERS, About.NOTHING, "/api/search?q=Rathaus", "", 200),
                            rule(READERS, About.COLLECTION_TO_READ, "/api/search?q=Rathaus&collection={id}", "", 200))),
            plain("GET /api/operator/ranking", OPERATORS, "/api/operator/ranking?q=Rathaus", "", 200),
            plain(
                    "POST /api/operator/evaluations",
                    OPERATORS,
                    "/api/operator/evaluations",
                    "{\"catalogue\":\"fragen.csv\",\"fingerprint\":\"1\",\"figures\":{},\"scores\":{}}",
                    200),
            plain("GET /api/operator/evaluations", OPERATORS, "/api/operator/evaluations", "", 200),
            plain("POST /api/operator/verify", OPERATORS, "/api/operator/verify", "{}", 200),
            plain("GET /api/operator/backup", OPERATORS, "/api/operator/backup", "", 200),
            plain("POST /api/conversations", TALKERS, "/api/conversations", "{}", 201),
            plain("GET /api/conversations", TALKERS, "/api/conversations", "", 200),
            about("GET /api/conversations/{id}", TALKERS, About.CONVERSATION, "/api/conversations/{id}", "", 200),
            about("DELETE /api/conversations/{id}", TALKERS, About.CONVERSATION, "/api/conversations/{id}", "", 204),
            about(
                    "POST /api/conversations/{id}/questions",
                    TALKERS,
                    About.CONVERSATION,
                    "/api/conversations/{id}/questions",
                    "{\"text\":\"Wann öffnet das Rathaus?\"}",
                    200),
            plain("GET /api/people", ADMINISTRATORS, "/api/people", "", 200),
            plain("POST /api/people", ADMINISTRATORS, "/api/people", "{\"name\":\"x\",\"password\":\"kurz\"}", 422),
            about(
                    "PUT /api/people/{id}",
                    ADMINISTRATORS,
                    About.PERSON,
                    "/api/people/{id}",
                    "{\"groups\":[\"a\"]}",
                    200),
            about("DELETE /api/people/{id}", ADMINISTRATORS, About.PERSON, "/api/people/{id}", "", 204),
            about(
                    "PUT /api/people/{id}/password",
                    ADMINISTRATORS,
                    About.PERSON,
                    "/api/people/{id}/password",
                    "{\"password\":\"noch ein langer Satz\"}",
                    204),
            plain("GET /api/sources", ADMINISTRATORS, "/api/sources", "", 200),
            about("GET /api/sources/{id}", ADMINISTRATORS, About.SOURCE, "/api/sources/{id}", "", 200),
            about("GET /api/sources/{id}/files", ADMINISTRATORS, About.SOURCE, "/api/sources/{id}/files", "", 200),
            about(
                    "POST /api/sources/{id}/confirm",
                    ADMINISTRATORS,
                    About.SOURCE,
                    "/api/sources/{id}/confirm",
                    "{}",
                    422),
            about("POST /api/sources/{id}/scan", ADMINISTRATORS, About.SOURCE, "/api/sources/{id}/scan", "{}", 202),
            about(
                    "POST /api/sources/{id}/decide",
                    ADMINISTRATORS,
                    About.SOURCE,
                    "/api/sources/{id}/decide",
                    "{\"remove\":true}",
                    409),
            about("POST /api/sources/{id}/pause", ADMINISTRATORS, About.SOURCE, "/api/sources/{id}/pause", "{}", 409),
            about("POST /api/sources/{id}/resume", ADMINISTRATORS, About.SOURCE, "/api/sources/{id}/resume", "{}", 409),
            plain("GET /api/state", ADMINISTRATORS, "/api/state", "", 200),
            plain("GET /api/journal", AUDITORS, "/api/journal", "", 200),
            plain("GET /api/journal/export", AUDITORS, "/api/journal/export", "", 200),
            plain("GET /api/deletions", AUDITORS, "/api/deletions", "", 200),
            plain("GET /api/usage", AUDITORS, "/api/usage", "", 200),
            // The command line is no second person: it gets in, and is refused.
            plain(
                    "POST /api/approvals",
                    EnumSet.of(Who.AUDITOR, Who.ADMINISTRATOR),
                    "/api/approvals",
                    "{\"as\":\"reader\"}",
                    201));

    private static Map.Entry<String, List<Rule>> open(String route, String address, String body, Integer... good) {
        return Map.entry(route, List.of(rule(EVERYBODY, About.NOTHING, address, body, good)));
    }

    private static Map.Entry<String, List<Rule>> plain(
            String route, Set<Who> admitted, String address, String body, Integer... good) {
        return Map.entry(route, List.of(rule(admitted, About.NOTHING, address, body, good)));
    }

    private static Map.Entry<String, List<Rule>> about(
            String route, Set<Who> admitted, About about, String address, String body, Integer... good) {
        return Map.entry(route, List.of(rule(admitted, about, address, body, good)));
    }

    @TempDir
    private static Path data;

    @TempDir
    private static Path share;

    private static RunningAppliance appliance;
    private static Cast cast;
    private static final Map<What, String> COLLECTIONS = new EnumMap<>(What.class);
    private static final Map<What, String> DOCUMENTS = new EnumMap<>(What.class);

    @BeforeAll
    static void start() throws Exception {
        appliance = RunningAppliance.start(
                data,
                Map.of("FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none", "FUNDSTELLE_INGEST_SOURCES", share.toString()));
        cast = new Cast(appliance, data);
        for (What what : List.of(What.OWN, What.SHARED, What.FOREIGN)) {
            stock(what);
        }
    }

    @AfterAll
    static void stop() {
        cast.close();
        appliance.close();
    }

    /// Makes the collection and the document that a request names, unless they are there.
    private static void stock(What what) throws Exception {
        Caller admin = appliance.administrator();
        String known = COLLECTIONS.getOrDefault(what, MISSING);
        if (admin.answer("GET", "/api/collections/" + known, Map.of()).statusCode() != 200) {
            List<Map<String, String>> grants = switch (what) {
                case OWN ->
                    List.of(
                            Map.of("level", "read", "person", cast.person(Who.READER)),
                            Map.of("level", "contribute", "person", cast.person(Who.CONTRIBUTOR)),
                            Map.of("level", "curate", "person", cast.person(Who.CURATOR)));
                case SHARED -> List.of(Map.of("level", "read", "group", Cast.GROUP));
                default -> List.of();
            };
            COLLECTIONS.put(
                    what,
                    admin.post("/api/collections", Map.of("name", what.name(), "grants", grants), 201)
                            .path("id")
                            .asText());
        }
        String document = DOCUMENTS.getOrDefault(what, MISSING);
        if (admin.answer("GET", "/api/documents/" + document, Map.of()).statusCode() != 200) {
            DOCUMENTS.put(
                    what,
                    appliance.text(
                            COLLECTIONS.getOrDefault(what, MISSING), "rathaus.txt", "Das Rathaus öffnet um acht Uhr."));
        }
    }

    @Test
    void everyRouteHasARuleAndEveryRuleARoute() {
        assertThat(RULES.keySet())
                .containsExactlyInAnyOrderElementsOf(appliance.server().routes().stream()
                        .map(route -> route.method().text() + " " + route.path())
                        .toList());
    }

    @Test
    void onlyTheseRoutesAnswerNobody() {
        assertThat(appliance.server().routes().stream()
                        .filter(Route::isOpen)
                        .map(route -> route.method().text() + " " + route.path()))
                .containsExactlyInAnyOrderElementsOf(RULES.entrySet().stream()
                        .filter(entry -> entry.getValue().getFirst().admitted().equals(EVERYBODY))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> everybodyAtEveryRouteWithEveryObject() {
        return RULES.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> entry.getValue().stream()
                        .map(rule -> DynamicTest.dynamicTest(
                                entry.getKey() + (rule.about() == About.NOTHING ? "" : " " + rule.about()),
                                () -> check(entry.getKey().split(" ", 2)[0], rule))));
    }

    private static void check(String method, Rule rule) throws Exception {
        for (Who who : Who.values()) {
            for (What what : rule.about() == About.NOTHING ? new What[] {What.OWN} : What.values()) {
                for (String id : what == What.MALFORMED ? MALFORMED : List.of(object(rule, who, what))) {
                    HttpResponse<String> answer =
                            cast.send(who, method, rule.address().replace("{id}", id), rule.type(), rule.body());
                    assertThat(answer.statusCode())
                            .as(
                                    "%s %s by %s with %s object %s: %s",
                                    method, rule.address(), who, what, id, answer.body())
                            .isIn(expected(rule, who, what));
                    if (answer.statusCode() >= 400) {
                        assertThat(answer.body()).as("nothing of a document").doesNotContain("acht Uhr");
                    }
                }
                restore(method, rule, who, what);
            }
        }
    }

    private static Set<Integer> expected(Rule rule, Who who, What what) {
        if (rule.admitted().equals(EVERYBODY)) {
            return rule.good();
        }
        if (UNKNOWN.contains(who)) {
            return refused(401, what);
        }
        if (!rule.admitted().contains(who)) {
            return refused(403, what);
        }
        Set<Integer> unknown = what == What.MALFORMED ? Set.of(404, 400, 422) : Set.of(404);
        boolean there = what != What.MISSING && what != What.MALFORMED;
        Standing standing = standing(who, what);
        return switch (rule.about()) {
            case NOTHING -> rule.good();
            case PERSON, SOURCE -> there ? rule.good() : unknown;
            case CONVERSATION, KEY, SESSION -> what == What.OWN ? rule.good() : unknown;
            case COLLECTION_TO_READ, DOCUMENT_TO_READ, RUN_TO_READ -> standing == Standing.NONE ? unknown : rule.good();
            case COLLECTION_TO_FILL, RUN_TO_FILL -> atLeast(Standing.FILLS, standing, unknown, rule.good());
            case COLLECTION_TO_CURATE, DOCUMENT_TO_CURATE, COLLECTION_TO_DELETE ->
                atLeast(Standing.CURATES, standing, unknown, rule.good());
        };
    }

    /// Some malformed identifiers lead past every route.
    private static Set<Integer> refused(int status, What what) {
        return what == What.MALFORMED ? Set.of(status, 404, 400) : Set.of(status);
    }

    private static Set<Integer> atLeast(Standing needed, Standing standing, Set<Integer> unknown, Set<Integer> good) {
        if (standing == Standing.NONE) {
            return unknown;
        }
        return standing.compareTo(needed) >= 0 ? good : Set.of(403);
    }

    private static Standing standing(Who who, What what) {
        boolean there = what == What.OWN || what == What.SHARED || what == What.FOREIGN;
        return switch (who) {
            case ADMINISTRATOR, OPERATOR, KEY_TO_READ -> there ? Standing.CURATES : Standing.NONE;
            case READER -> what == What.OWN || what == What.SHARED ? Standing.READS : Standing.NONE;
            case CONTRIBUTOR, KEY_TO_CONTRIBUTE ->
                what == What.OWN ? Standing.FILLS : what == What.SHARED ? Standing.READS : Standing.NONE;
            case CURATOR -> what == What.OWN ? Standing.CURATES : what == What.SHARED ? Standing.READS : Standing.NONE;
            default -> Standing.NONE;
        };
    }

    /// The identifier of a thing as it is to somebody; there is nothing shared about conversations, keys and sessions.
    private static String object(Rule rule, Who who, What what) throws Exception {
        if (what == What.MISSING) {
            return MISSING;
        }
        if (rule.about() == About.PERSON && !rule.admitted().contains(who)) {
            return cast.person(Who.READER);
        }
        Who owner = what == What.OWN && SIGNED_IN.contains(who) ? who : Who.CONTRIBUTOR;
        if (what == What.OWN && who == Who.KEY_TO_READ) {
            owner = Who.ADMINISTRATOR;
        } else if (what != What.OWN && who == Who.CONTRIBUTOR) {
            owner = Who.READER;
        }
        return switch (rule.about()) {
            case NOTHING -> "";
            case COLLECTION_TO_READ, COLLECTION_TO_FILL, COLLECTION_TO_CURATE, COLLECTION_TO_DELETE ->
                COLLECTIONS.getOrDefault(what, MISSING);
            case DOCUMENT_TO_READ, DOCUMENT_TO_CURATE -> DOCUMENTS.getOrDefault(what, MISSING);
            case RUN_TO_READ, RUN_TO_FILL -> run(what);
            case CONVERSATION -> made(owner, "/api/conversations", "{}");
            case KEY -> made(owner, "/api/keys", "{\"name\":\"m\"}");
            case SESSION -> session(owner);
            case SOURCE -> source();
            case PERSON ->
                made(
                        Who.ADMINISTRATOR,
                        "/api/people",
                        "{\"name\":\"p%s\",\"password\":\"%s\"}"
                                .formatted(de.fundstelle.document.Identifier.fresh(), RunningAppliance.PASSWORD));
        };
    }

    private static String run(What what) throws Exception {
        return JSON.readTree(appliance
                        .administrator()
                        .answer("GET", "/api/runs?collection=" + COLLECTIONS.getOrDefault(what, MISSING), Map.of())
                        .body())
                .at("/runs/0/id")
                .asText(MISSING);
    }

    private static String made(Who owner, String path, String body) throws Exception {
        HttpResponse<String> answer = cast.send(owner, "POST", path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).path("id").asText();
    }

    /// The one watched folder; it belongs to nobody.
    private static String source() throws Exception {
        return appliance.administrator().get("/api/sources").at("/sources/0/id").asText();
    }

    /// Another session than the one that asks.
    private static String session(Who owner) throws Exception {
        cast.signIn(owner);
        String first = JSON.readTree(
                        cast.send(owner, "GET", "/api/sessions", "").body())
                .at("/sessions/0/id")
                .asText();
        cast.signIn(owner);
        return first;
    }

    /// Puts back what a request that was allowed has taken away.
    private static void restore(String method, Rule rule, Who who, What what) throws Exception {
        boolean collections = rule.about() == About.COLLECTION_TO_DELETE || rule.about() == About.DOCUMENT_TO_CURATE;
        if (method.equals("DELETE") && collections && COLLECTIONS.containsKey(what)) {
            stock(what);
        }
        if (rule.about() == About.KEY && SIGNED_IN.contains(who)) {
            forgetKeys();
        }
        boolean other = rule.address().equals("/api/session") && !method.equals("GET"); // a new session, or none
        if (other && SIGNED_IN.contains(who)) {
            cast.signIn(who);
        }
    }

    /// Nobody has more than a few keys.
    private static void forgetKeys() throws Exception {
        List<Who> owners = new ArrayList<>(SIGNED_IN);
        for (Who owner : owners) {
            for (var key : JSON.readTree(
                            cast.send(owner, "GET", "/api/keys", "").body())
                    .path("keys")) {
                if (key.path("name").asText().equals("m")) {
                    cast.send(owner, "DELETE", "/api/keys/" + key.path("id").asText(), "");
                }
            }
        }
    }

    @Test
    void everyChangeByCookieNeedsTheTokenOfTheSession() throws Exception {
        for (Route route : appliance.server().routes()) {
            if (!route.isOpen() && !route.method().text().equals("GET")) {
                String path = route.path()
                        .replace("{id}", MISSING)
                        .replace("{key}", "x")
                        .replace("{name}", "version");
                assertThat(cast.sendWithoutToken(
                                        Who.ADMINISTRATOR, route.method().text(), path)
                                .statusCode())
                        .as("%s %s", route.method(), path)
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void aQuestionReachesNoCollectionThatItsAskerMayNotRead() throws Exception {
        String conversation = made(Who.READER, "/api/conversations", "{}");
        for (What what : What.values()) {
            String collection = COLLECTIONS.getOrDefault(what, MISSING);
            int expected = standing(Who.READER, what) == Standing.NONE ? 404 : 200;
            assertThat(cast.send(
                                    Who.READER,
                                    "POST",
                                    "/api/conversations/" + conversation + "/questions",
                                    "{\"text\":\"Rathaus?\",\"collections\":[\"" + collection + "\"]}")
                            .statusCode())
                    .as("%s", what)
                    .isEqualTo(expected);
        }
    }

    @Test
    void curatorsGiveReadingAndBringingButDoNotMakeCurators() throws Exception {
        String path = "/api/collections/" + COLLECTIONS.getOrDefault(What.OWN, MISSING);
        String kept = "{\"level\":\"curate\",\"person\":\"%s\"}".formatted(cast.person(Who.CURATOR));
        String reader = "{\"level\":\"read\",\"person\":\"%s\"}".formatted(cast.person(Who.READER));
        String contributor = "{\"level\":\"contribute\",\"person\":\"%s\"}".formatted(cast.person(Who.CONTRIBUTOR));
        String another = "{\"level\":\"curate\",\"person\":\"%s\"}".formatted(cast.person(Who.OTHER_READER));
        assertThat(cast.send(Who.CURATOR, "PUT", path, "{\"grants\":[" + kept + "," + another + "]}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(cast.send(Who.CURATOR, "PUT", path, "{\"grants\":[]}").statusCode())
                .isEqualTo(403);
        assertThat(cast.send(
                                Who.CURATOR,
                                "PUT",
                                path,
                                "{\"grants\":[" + String.join(",", kept, reader, contributor) + "]}")
                        .statusCode())
                .isEqualTo(200);
    }
}
