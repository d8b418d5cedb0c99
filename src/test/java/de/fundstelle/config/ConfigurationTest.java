// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

    @TempDir
    Path folder;

    @Test
    void theReferenceAloneIsAValidConfiguration() throws Exception {
        Settings settings = Configuration.load(Map.of());
        assertThat(settings.server().address()).isEqualTo("127.0.0.1");
        assertThat(settings.server().port()).isEqualTo(8080);
        assertThat(settings.data()).isAbsolute().hasFileName("data");
        assertThat(settings.models().chat().provider()).isEqualTo(Settings.Provider.NONE);
        assertThat(settings.models().embedding().provider()).isEqualTo(Settings.Provider.IN_PROCESS);
        assertThat(settings.ingest().ocr().languages()).containsExactly("deu", "eng");
    }

    /// One mistake for each key shows that the key is read; the list alone takes any words.
    @Test
    void eachKeyOfTheReferenceIsRead() {
        Set<String> takesAnything = Configuration.reference().keySet().stream()
                .filter(key -> key.endsWith("-groups")
                        || Set.of(
                                        "ingest.ocr-languages",
                                        "ingest.sources",
                                        "models.chat.model",
                                        "models.embedding.model",
                                        "server.trusted-proxies",
                                        "access.ldap.bind-dn",
                                        "access.ldap.base-dn",
                                        "retention.tombstones-file")
                                .contains(key))
                .collect(Collectors.toSet());
        Map<String, String> wrong = new HashMap<>();
        Configuration.reference().keySet().forEach(key -> wrong.put(Configuration.variable(key), ""));
        Configuration.reference().keySet().stream()
                .filter(key -> key.endsWith("-file"))
                .forEach(key -> wrong.put(Configuration.variable(key), "/nowhere/key"));
        Set.of("server.public-url", "access.oidc.issuer", "access.ldap.url", "journal.syslog")
                .forEach(key -> wrong.put(Configuration.variable(key), "gopher://nowhere"));
        Set<String> named = mistakes(wrong).stream()
                .map(mistake -> mistake.substring(0, mistake.indexOf(':')))
                .collect(Collectors.toCollection(TreeSet::new));
        named.addAll(takesAnything);
        assertThat(named).isEqualTo(Configuration.reference().keySet());
    }

    @Test
    void wordsThatNoRuleChecksReachTheSettings() throws Exception {
        Settings settings = Configuration.load(Map.of(
                "FUNDSTELLE_INGEST_OCR_LANGUAGES", " deu , fra,,",
                "FUNDSTELLE_MODELS_CHAT_MODEL", "großes modell",
                "FUNDSTELLE_MODELS_EMBEDDING_MODEL", "bge-m3"));
        assertThat(settings.ingest().ocr().languages()).containsExactly("deu", "fra");
        assertThat(settings.models().chat().model()).isEqualTo("großes modell");
        assertThat(settings.models().embedding().model()).isEqualTo("bge-m3");
    }

    @Test
    void watchedFoldersLieNeitherInEachOtherNorAroundTheData() throws Exception {
        assertThat(Configuration.load(Map.of("FUNDSTELLE_INGEST_SOURCES", "/mnt/a, /mnt/b/,/mnt/a"))
                        .sources()
                        .folders())
                .containsExactly(Path.of("/mnt/a"), Path.of("/mnt/b"));
        assertThat(mistakes(Map.of("FUNDSTELLE_INGEST_SOURCES", "/mnt/a,/mnt/a/b")))
                .anyMatch(mistake -> mistake.contains("lies in"));
        assertThat(mistakes(Map.of("FUNDSTELLE_DATA", "/srv/data", "FUNDSTELLE_INGEST_SOURCES", "/srv")))
                .anyMatch(mistake -> mistake.contains("overlap"));
    }

    @Test
    void whoPeopleAreMayBeLeftToAnIssuerAndADirectory() throws Exception {
        Settings.Access access = Configuration.load(Map.of(
                        "FUNDSTELLE_SERVER_PUBLIC_URL", "https://fundstelle.stadt.example",
                        "FUNDSTELLE_ACCESS_OIDC_ISSUER", "https://login.stadt.example/realms/stadt",
                        "FUNDSTELLE_ACCESS_OIDC_ADMINISTRATOR_GROUPS", "it, leitung",
                        "FUNDSTELLE_ACCESS_LDAP_URL", "ldaps://dc1.stadt.example",
                        "FUNDSTELLE_ACCESS_LDAP_BASE_DN", "dc=stadt,dc=example",
                        "FUNDSTELLE_ACCESS_LDAP_BIND_DN", "cn=suche,dc=stadt,dc=example",
                        "FUNDSTELLE_ACCESS_LDAP_REQUIRED_GROUPS", "alle"))
                .access();
        assertThat(access.oidc().issuer()).contains(java.net.URI.create("https://login.stadt.example/realms/stadt"));
        assertThat(access.oidc().administratorGroups()).containsExactly("it", "leitung");
        assertThat(access.ldap().baseDn()).isEqualTo("dc=stadt,dc=example");
        assertThat(access.ldap().bindDn()).isEqualTo("cn=suche,dc=stadt,dc=example");
        assertThat(access.ldap().requiredGroups()).containsExactly("alle");
    }

    @Test
    void anIssuerNeedsTheAddressToSendPeopleBackTo() {
        assertThat(mistakes(Map.of(
                        "FUNDSTELLE_ACCESS_OIDC_ISSUER", "https://login.stadt.example",
                        "FUNDSTELLE_ACCESS_LDAP_URL", "ldaps://dc1.stadt.example")))
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).startsWith("server.public-url: needed"),
                        one -> assertThat(one).startsWith("access.ldap.base-dn: needed"));
    }

    @Test
    void settingsAskForNoKeyThatTheReferenceLacks() {
        assertThatCode(() -> Configuration.load(Map.of())).doesNotThrowAnyException();
    }

    @Test
    void environmentBeatsFileAndFileBeatsReference() throws Exception {
        Path file = file("""
                server:
                  port: 9000
                  address: 0.0.0.0
                authority:
                  name: Amt Überall
                """);
        Settings settings = Configuration.load(
                Map.of(Configuration.FILE_VARIABLE, file.toString(), "FUNDSTELLE_SERVER_PORT", "9001"));
        assertThat(settings.server().port()).isEqualTo(9001);
        assertThat(settings.server().address()).isEqualTo("0.0.0.0");
        assertThat(settings.authority().name()).isEqualTo("Amt Überall");
        assertThat(settings.server().maxConnections()).isEqualTo(512);
    }

    @Test
    void aListMayBeWrittenAsListOrWithCommas() throws Exception {
        Path list = file("ingest:\n  ocr-languages:\n    - deu\n    - fra\n    - pol\n");
        assertThat(withFile(list).ingest().ocr().languages()).containsExactly("deu", "fra", "pol");
        Path commas = file("ingest:\n  ocr-languages: deu, dan\n");
        assertThat(withFile(commas).ingest().ocr().languages()).containsExactly("deu", "dan");
        Path one = file("ingest:\n  ocr-languages: [nld]\n");
        assertThat(withFile(one).ingest().ocr().languages()).containsExactly("nld");
    }

    @Test
    void anUnknownKeyIsRefusedAndTheKnownOnesAreNamed() throws Exception {
        Path file = file("server:\n  prot: 80\nmodell: x\n");
        List<String> mistakes =
                mistakes(Map.of(Configuration.FILE_VARIABLE, file.toString(), "FUNDSTELLE_SERVER_PROT", "80"));
        assertThat(mistakes).hasSize(3);
        assertThat(mistakes)
                .anySatisfy(one -> assertThat(one)
                        .startsWith("server.prot: unknown in " + file)
                        .contains("server.port"));
        assertThat(mistakes).anySatisfy(one -> assertThat(one).startsWith("modell: unknown"));
        assertThat(mistakes)
                .anySatisfy(one -> assertThat(one)
                        .startsWith("FUNDSTELLE_SERVER_PROT: unknown in the environment")
                        .contains("FUNDSTELLE_SERVER_PORT"));
    }

    @Test
    void otherVariablesOfTheMachineAreNobodysBusiness() {
        assertThatCode(() -> Configuration.load(Map.of("PATH", "/bin", "FUNDSTELL", "x", "SERVER_PORT", "x")))
                .doesNotThrowAnyException();
    }

    @Test
    void allMistakesAreToldAtOnce() throws Exception {
        Path file = file("server:\n  port: 99999\nretrieve:\n  vector-weight: 1.5\n");
        List<String> mistakes = mistakes(Map.of(
                Configuration.FILE_VARIABLE,
                file.toString(),
                "FUNDSTELLE_INGEST_OCR",
                "ja",
                "FUNDSTELLE_MODELS_CHAT_PROVIDER",
                "Ollama",
                "FUNDSTELLE_MODELS_CHAT_URL",
                "localhost:11434",
                "FUNDSTELLE_UNKNOWN",
                "1"));
        assertThat(mistakes)
                .extracting(one -> one.substring(0, one.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "server.port",
                        "retrieve.vector-weight",
                        "ingest.ocr",
                        "models.chat.provider",
                        "models.chat.url",
                        "FUNDSTELLE_UNKNOWN");
        assertThat(mistakes).anySatisfy(one -> assertThat(one).contains("'Ollama' is none of none, ollama, openai"));
    }

    @Test
    void aModelServerNeedsTheNameOfAModel() {
        assertThat(mistakes(Map.of("FUNDSTELLE_MODELS_CHAT_PROVIDER", "ollama")))
                .containsExactly("models.chat.model: must not be empty");
    }

    @Test
    void anAnswerMayNotFillTheWholeWindow() {
        assertThat(mistakes(Map.of("FUNDSTELLE_MODELS_CHAT_ANSWER_TOKENS", "5000")))
                .containsExactly("models.chat.answer-tokens: more than half of models.chat.context-tokens");
    }

    @Test
    void sizesAndDurationsCarryTheirUnit() throws Exception {
        assertThat(size("3 kb")).isEqualTo(3072);
        assertThat(size("200MB")).isEqualTo(200L << 20);
        assertThat(size("2 GB")).isEqualTo(2L << 30);
        assertThat(idle("1500 ms")).isEqualTo(Duration.ofMillis(1500));
        assertThat(idle("5min")).isEqualTo(Duration.ofMinutes(5));
        assertThat(idle("90 d")).isEqualTo(Duration.ofDays(90));
    }

    @Test
    void nonsenseIsNoSizeAndNoDuration() {
        for (String size : List.of("200", "MB", "-1 MB", "1.5 GB", "200 MiB", "0 MB", "99999999999 GB", "", "1 d")) {
            assertThat(mistakes(Map.of("FUNDSTELLE_INGEST_MAX_SIZE", size)))
                    .as(size)
                    .singleElement()
                    .asString()
                    .startsWith("ingest.max-size: '" + size + "' is not a size such as 200 MB");
        }
        for (String duration : List.of("30", "s", "0 s", "-5 min", "5 m", "1 MB", "5 min 3 s")) {
            assertThat(mistakes(Map.of("FUNDSTELLE_ACCESS_SESSION_IDLE", duration)))
                    .as(duration)
                    .singleElement()
                    .asString()
                    .startsWith("access.session-idle: '" + duration + "' is not a duration such as 30 s");
        }
    }

    @Test
    void aSecretIsReadFromItsFileAndNeverPrinted() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "  sk-geheim \n");
        Settings settings = Configuration.load(Map.of("FUNDSTELLE_MODELS_CHAT_API_KEY_FILE", key.toString()));
        assertThat(settings.models().chat().apiKey().orElseThrow().value()).isEqualTo("sk-geheim");
        assertThat(settings.toString()).contains("***").doesNotContain("geheim");
    }

    @Test
    void aSecretThatIsMissingOrEmptyIsAMistake() throws Exception {
        assertThat(mistakes(Map.of("FUNDSTELLE_MODELS_CHAT_API_KEY_FILE", "/nowhere/key")))
                .containsExactly("models.chat.api-key-file: cannot read the file '/nowhere/key'");
        Path empty = Files.writeString(folder.resolve("empty"), " \n");
        assertThat(mistakes(Map.of("FUNDSTELLE_MODELS_EMBEDDING_API_KEY_FILE", empty.toString())))
                .containsExactly("models.embedding.api-key-file: the file '%s' is empty".formatted(empty));
    }

    @Test
    void aFileThatIsMissingOrNoYamlIsAMistakeBesideTheOthers() throws Exception {
        assertThat(mistakes(Map.of(Configuration.FILE_VARIABLE, "/nowhere/f.yaml", "FUNDSTELLE_SERVER_PORT", "x")))
                .hasSize(2)
                .anySatisfy(one -> assertThat(one).contains("cannot read the file '/nowhere/f.yaml'"));
        for (String broken : List.of("server: [port: 1", "\tserver:\n  port: 1", "server:\n port: 1\n  address: x")) {
            Path file = file(broken);
            assertThat(mistakes(Map.of(Configuration.FILE_VARIABLE, file.toString())))
                    .as(broken)
                    .singleElement()
                    .asString()
                    .startsWith("FUNDSTELLE_CONFIG: '" + file + "'");
        }
    }

    @Test
    void anEmptyFileChangesNothing() throws Exception {
        assertThat(withFile(file(""))).isEqualTo(Configuration.load(Map.of()));
        assertThat(withFile(file("# nur ein Kommentar\n"))).isEqualTo(Configuration.load(Map.of()));
    }

    @Test
    void theNameOfTheFileDoesNotMatter() throws Exception {
        Path file = Files.writeString(folder.resolve("fundstelle.conf"), "server:\n  port: 9002\n");
        assertThat(withFile(file).server().port()).isEqualTo(9002);
    }

    @Test
    void aValueWithADollarStaysAsItIsWritten() throws Exception {
        Path file = file("authority:\n  name: \"Amt ${server.port} $x\"\n");
        assertThat(withFile(file).authority().name()).isEqualTo("Amt ${server.port} $x");
    }

    private static long size(String value) throws InvalidSettings {
        return Configuration.load(Map.of("FUNDSTELLE_INGEST_MAX_SIZE", value))
                .ingest()
                .maxSize();
    }

    private static Duration idle(String value) throws InvalidSettings {
        return Configuration.load(Map.of("FUNDSTELLE_ACCESS_SESSION_IDLE", value))
                .access()
                .sessionIdle();
    }

    private static Settings withFile(Path file) throws InvalidSettings {
        return Configuration.load(new TreeMap<>(Map.of(Configuration.FILE_VARIABLE, file.toString())));
    }

    private static List<String> mistakes(Map<String, String> environment) {
        InvalidSettings thrown = catchThrowableOfType(InvalidSettings.class, () -> Configuration.load(environment));
        assertThat(thrown).as("these settings are refused: %s", environment).isNotNull();
        return thrown.mistakes();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("mine.yaml"), content, StandardCharsets.UTF_8);
    }
}
