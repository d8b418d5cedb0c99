// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.fundstelle.Caller;
import de.fundstelle.RunningAppliance;
import de.fundstelle.models.FakeModelServer;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// After a long use of everything, neither the journal nor a log holds a name, a question, a word of a document or a
/// password; and what was only read left no trace at all.
@Timeout(180)
class DiscretionTest {

    private static final String NAME = "zacharias.kanarie";
    private static final String WORD = "Xylophonquittung";
    private static final String QUESTION = "Wo liegt die " + WORD + " mit dem Quastenflosser?";
    private static final String FILE = "Kakaduakte.txt";
    private static final String TYPED = "getippt-von-nymphensittich";
    private static final List<String> CANARIES = List.of(
            NAME,
            WORD,
            "Quastenflosser",
            "Kakaduakte",
            RunningAppliance.PASSWORD,
            TYPED,
            "Wellensittich",
            "antwortet-das-modell");

    /// Kept, because a logger without a reference may be forgotten with its level.
    private static final Logger OURS = Logger.getLogger("de.fundstelle");

    @TempDir
    private Path data;

    @Test
    void nothingOfWhatPeopleDoIsWrittenDown() throws Exception {
        List<String> log = new CopyOnWriteArrayList<>();
        Handler handler = listening(log);
        OURS.setLevel(Level.ALL);
        OURS.addHandler(handler);
        Logger.getLogger("").addHandler(handler);
        try (FakeModelServer model = new FakeModelServer();
                LogServer syslog = LogServer.stream(ServerSocketFactory.getDefault(), 0)) {
            use(model, syslog);
        } finally {
            Logger.getLogger("").removeHandler(handler);
            OURS.removeHandler(handler);
            OURS.setLevel(null);
        }
        assertThat(log).as("or nothing was listened to").isNotEmpty();
        for (String canary : CANARIES) {
            assertThat(log).as(canary).noneMatch(line -> line.contains(canary));
        }
    }

    private void use(FakeModelServer model, LogServer syslog) throws Exception {
        try (RunningAppliance appliance = RunningAppliance.start(
                data,
                Map.of(
                        "FUNDSTELLE_MODELS_CHAT_PROVIDER", "ollama",
                        "FUNDSTELLE_MODELS_CHAT_URL", model.url().toString(),
                        "FUNDSTELLE_MODELS_CHAT_MODEL", "fake",
                        "FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none",
                        "FUNDSTELLE_JOURNAL_SYSLOG", "tcp://127.0.0.1:" + syslog.port()))) {
            Caller admin = appliance.administrator();
            String collection = appliance.collection("Vereine", "verein");
            String document = appliance.text(collection, FILE, "Die " + WORD + " liegt im dritten Schrank.");
            Caller person = appliance.person(NAME, "verein");
            int before = admin.get("/api/journal?limit=1000").path("entries").size();

            String conversation =
                    person.post("/api/conversations", Map.of(), 201).path("id").asText();
            String questions = "/api/conversations/" + conversation + "/questions";
            model.then(FakeModelServer.answer("antwortet-das-modell [1]."));
            person.ask(questions, Map.of("text", QUESTION));
            model.then(FakeModelServer.status(500, "antwortet-das-modell"));
            person.ask(questions, Map.of("text", QUESTION));
            model.then(FakeModelServer.resetAfter("antwortet-das-modell"));
            person.ask(questions, Map.of("text", QUESTION));
            model.then(FakeModelServer.stallAfter("antwortet-das-modell"));
            HttpResponse<InputStream> left = person.open(questions, Map.of("text", QUESTION));
            left.body().read();
            left.body().close();
            person.get("/api/search?q=" + WORD);
            person.get("/api/documents/" + document + "/text");
            person.answer("GET", "/api/documents/" + document + "/original", Map.of());
            person.get("/api/conversations/" + conversation);
            person.answer("POST", questions, Map.of("text", QUESTION + "x".repeat(5000)));
            person.answer("POST", questions, Map.of("text", List.of(QUESTION)));
            person.answer("GET", "/api/documents/" + WORD, Map.of());
            person.answer("GET", "/api/search?q=" + WORD + "&collection=" + WORD, Map.of());
            assertThat(admin.get("/api/journal?limit=1000").path("entries"))
                    .as("asking, searching and reading leave no entry")
                    .hasSize(before);

            person.post("/api/keys", Map.of("name", "Wellensittich"), 201);
            person.answer("PUT", "/api/session/password", Map.of("old", TYPED, "password", TYPED + " und mehr"));
            person.answer("GET", "/api/account/export", Map.of());
            try (Caller stranger = appliance.stranger()) {
                for (String name : List.of(NAME, TYPED, "niemand")) {
                    stranger.answer("POST", "/api/session", Map.of("name", name, "password", TYPED));
                }
            }
            String id = person.get("/api/session").at("/person/id").asText();
            admin.answer(
                    "PUT", "/api/collections/" + collection, Map.of("contact", WORD, "purpose", WORD, "owner", NAME));
            admin.answer("PUT", "/api/people/" + id, Map.of("role", "curator"));
            admin.post("/api/approvals", Map.of("as", NAME), 201);
            admin.answer("PUT", "/api/people/" + id + "/password", Map.of("password", TYPED + " noch einer"));
            model.then(FakeModelServer.answer("antwortet-das-modell [1]."));
            failing(admin, collection);
            admin.delete("/api/documents/" + document);
            admin.delete("/api/people/" + id);

            StringBuilder told = new StringBuilder();
            JsonNode listed = admin.get("/api/journal?limit=1000");
            listed.path("entries").forEach(entry -> told.append(nameless(entry))); // as of today
            told.append(admin.answer("GET", "/api/journal/export", Map.of()).body());
            told.append(admin.get("/api/deletions")).append(admin.get("/api/usage"));
            told.append(rows("journal"))
                    .append(rows("tombstone"))
                    .append(rows("deletion"))
                    .append(rows("usage"));
            long newest = listed.at("/entries/0/id").asLong();
            while (syslog.messages().size() < newest) {
                Thread.onSpinWait();
            }
            syslog.messages().forEach(message -> told.append(message.text()));
            assertThat(told)
                    .contains("PERSON_ERASED", "SIGN_IN_FAILED", "KEY_MADE", "DOCUMENT_DELETED", "GRANTS_CHANGED");
            for (String canary : CANARIES) {
                assertThat(told).as(canary).doesNotContain(canary);
            }
            assertThat(syslog.messages()).noneMatch(message -> message.priority() < 0);
        }
    }

    private static String nameless(JsonNode entry) {
        ((ObjectNode) entry).remove("name");
        return entry.toString();
    }

    /// A statement that the database refuses gets into the log with its trace, but without its values.
    private void failing(Caller admin, String collection) throws Exception {
        sql("CREATE TRIGGER full BEFORE INSERT ON person BEGIN SELECT raise(ABORT, 'disk full'); END");
        sql("CREATE TRIGGER full2 BEFORE INSERT ON conversation BEGIN SELECT raise(ABORT, 'disk full'); END");
        sql("CREATE TRIGGER full3 BEFORE INSERT ON turn BEGIN SELECT raise(ABORT, 'disk full'); END");
        sql("CREATE TRIGGER full4 BEFORE UPDATE ON collection BEGIN SELECT raise(ABORT, 'disk full'); END");
        String conversation =
                admin.get("/api/conversations").at("/conversations/0/id").asText();
        assertThat(conversation).isEmpty();
        for (HttpResponse<String> failed : List.of(
                admin.answer(
                        "POST",
                        "/api/people",
                        Map.of(
                                "name",
                                TYPED,
                                "role",
                                "reader",
                                "groups",
                                Set.of(),
                                "password",
                                RunningAppliance.PASSWORD)),
                admin.answer("PUT", "/api/collections/" + collection, Map.of("name", WORD, "purpose", WORD)),
                admin.answer("POST", "/api/conversations", Map.of()))) {
            assertThat(failed.statusCode()).as(failed.body()).isEqualTo(500);
            for (String canary : CANARIES) {
                assertThat(failed.body()).doesNotContain(canary);
            }
        }
        sql("DROP TRIGGER full2");
        String own = admin.post("/api/conversations", Map.of(), 201).path("id").asText();
        admin.ask("/api/conversations/" + own + "/questions", Map.of("text", QUESTION));
        sql("DROP TRIGGER full");
        sql("DROP TRIGGER full3");
        sql("DROP TRIGGER full4");
    }

    private static Handler listening(List<String> log) {
        SimpleFormatter formatter = new SimpleFormatter();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                log.add(formatter.format(record));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        return handler;
    }

    private void sql(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("fundstelle.db"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String rows(String table) throws Exception {
        StringBuilder rows = new StringBuilder();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("fundstelle.db"));
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT * FROM " + table)) {
            while (result.next()) {
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    byte[] value = String.valueOf(result.getString(column)).getBytes(StandardCharsets.UTF_8);
                    rows.append(new String(value, StandardCharsets.UTF_8)).append('|');
                }
            }
        }
        return rows.toString();
    }
}
