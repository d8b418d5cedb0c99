// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.config;

import io.helidon.config.Config;
import io.helidon.config.ConfigException;
import io.helidon.config.ConfigSources;
import io.helidon.config.spi.ConfigSource;
import io.helidon.config.yaml.YamlConfigParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Puts settings together: the reference file, the operator's file over it, environment variables over both.
public final class Configuration {

    /// Names the operator's file.
    public static final String FILE_VARIABLE = "FUNDSTELLE_CONFIG";

    /// Names a file with the password of the first administrator; read at the first start only.
    public static final String ADMIN_PASSWORD_VARIABLE = "FUNDSTELLE_ADMIN_PASSWORD_FILE";

    private static final String PREFIX = "FUNDSTELLE_";
    private static final Set<String> OTHER_VARIABLES = Set.of(FILE_VARIABLE, ADMIN_PASSWORD_VARIABLE);
    private static final String REFERENCE = "fundstelle.yaml";

    /// Each is a folder tree that is walked every few minutes.
    private static final int MOST_SOURCES = 50;

    private Configuration() {}

    /// Reads file and environment.
    ///
    /// @throws InvalidSettings with every mistake of file and environment at once
    public static Settings load(Map<String, String> environment) throws InvalidSettings {
        Map<String, String> reference = reference();
        Map<String, String> values = new TreeMap<>(reference);
        List<String> mistakes = new ArrayList<>();

        String file = environment.get(FILE_VARIABLE);
        if (file != null && !file.isBlank()) {
            overlayFile(Path.of(file), reference.keySet(), values, mistakes);
        }
        overlayEnvironment(environment, reference.keySet(), values, mistakes);

        Values read = new Values(values);
        Settings settings = settings(read);
        mistakes.addAll(read.mistakes());
        if (!mistakes.isEmpty()) {
            throw new InvalidSettings(mistakes);
        }
        return settings;
    }

    /// Every key with its default.
    static Map<String, String> reference() {
        return flat(asWritten(ConfigSources.classpath(REFERENCE).build()));
    }

    /// The environment variable that sets a key.
    static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static void overlayFile(Path file, Set<String> known, Map<String, String> values, List<String> mistakes) {
        if (!Files.isReadable(file)) {
            mistakes.add(FILE_VARIABLE + ": cannot read the file '" + file + "'");
            return;
        }
        try {
            flat(asWritten(ConfigSources.file(file)
                            .parser(YamlConfigParser.create())
                            .build()))
                    .forEach((key, value) -> {
                        if (known.contains(key)) {
                            values.put(key, value);
                        } else {
                            mistakes.add(unknown(key, file.toString(), known));
                        }
                    });
        } catch (ConfigException e) {
            mistakes.add(FILE_VARIABLE + ": '" + file + "' is not readable as YAML: " + e.getMessage());
        }
    }

    private static void overlayEnvironment(
            Map<String, String> environment, Set<String> known, Map<String, String> values, List<String> mistakes) {
        Map<String, String> keys = new HashMap<>();
        known.forEach(key -> keys.put(variable(key), key));
        new TreeMap<>(environment).forEach((name, value) -> {
            String key = keys.get(name);
            if (key != null) {
                values.put(key, value);
            } else if (name.startsWith(PREFIX) && !OTHER_VARIABLES.contains(name)) {
                mistakes.add(unknown(name, "the environment", new TreeSet<>(keys.keySet())));
            }
        });
    }

    private static String unknown(String key, String where, Set<String> known) {
        return "%s: unknown in %s; known are %s".formatted(key, where, String.join(", ", known));
    }

    /// Without the library's own rules: no other sources, and no meaning for a dollar in a value.
    private static Config asWritten(ConfigSource source) {
        return Config.builder(() -> source)
                .disableEnvironmentVariablesSource()
                .disableSystemPropertiesSource()
                .disableValueResolving()
                .disableKeyResolving()
                .build();
    }

    private static Map<String, String> flat(Config config) {
        Map<String, String> values = new TreeMap<>();
        config.traverse().filter(Config::isLeaf).forEach(leaf -> {
            String key = leaf.key().toString();
            int list = key.indexOf(".0");
            values.merge(
                    key.replaceFirst("\\.\\d+$", ""),
                    leaf.asString().orElse(""),
                    (first, next) -> list < 0 ? first + "," + next : next);
        });
        return values;
    }

    private static Settings settings(Values values) {
        return new Settings(
                values.path("data"),
                new Settings.Authority(values.nonEmpty("authority.name")),
                server(values),
                new Settings.Models(chat(values), embedding(values)),
                ingest(values),
                sources(values),
                new Settings.Retrieve(
                        values.whole("retrieve.max-passages", 1, 30), values.fraction("retrieve.vector-weight")),
                access(values),
                new Settings.Journal(
                        values.optionalAddress("journal.syslog", "tls", "tcp", "udp"),
                        values.readable("journal.syslog-ca-file")),
                retention(values));
    }

    private static Settings.Server server(Values values) {
        if (values.text("server.tls.certificate-file").isEmpty()
                && !(values.text("server.tls.key-file") + values.text("server.tls.password-file")).isEmpty()) {
            values.mistake("server.tls.certificate-file", "needed for the key or password that is named beside it");
        }
        return new Settings.Server(
                values.nonEmpty("server.address"),
                values.whole("server.port", 0, 65_535),
                values.whole("server.max-connections", 8, 100_000),
                values.flag("server.behind-https"),
                values.networks("server.trusted-proxies"),
                values.optionalAddress("server.public-url", "https", "http"),
                values.flag("server.allow-plain-http"),
                new Settings.Tls(
                        values.readable("server.tls.certificate-file"),
                        values.readable("server.tls.key-file"),
                        values.secret("server.tls.password-file")));
    }

    private static Settings.Access access(Values values) {
        return new Settings.Access(
                values.duration("access.session-idle"),
                values.duration("access.session-limit"),
                values.whole("access.min-password-length", 8, 64),
                values.duration("access.key-limit"),
                values.flag("access.employee-protection"),
                oidc(values),
                ldap(values));
    }

    private static Settings.Oidc oidc(Values values) {
        Settings.Oidc oidc = new Settings.Oidc(
                values.optionalAddress("access.oidc.issuer", "https", "http"),
                values.nonEmpty("access.oidc.client-id"),
                values.secret("access.oidc.client-secret-file"),
                values.nonEmpty("access.oidc.label"),
                values.readable("access.oidc.ca-file"),
                values.nonEmpty("access.oidc.name-claim"),
                values.nonEmpty("access.oidc.groups-claim"),
                values.list("access.oidc.required-groups"),
                values.list("access.oidc.administrator-groups"),
                values.list("access.oidc.curator-groups"),
                values.list("access.oidc.auditor-groups"));
        if (oidc.issuer().isPresent() && values.text("server.public-url").isEmpty()) {
            values.mistake("server.public-url", "needed for access.oidc.issuer: the issuer sends people back to it");
        }
        return oidc;
    }

    private static Settings.Ldap ldap(Values values) {
        Settings.Ldap ldap = new Settings.Ldap(
                values.optionalAddress("access.ldap.url", "ldaps", "ldap"),
                values.readable("access.ldap.ca-file"),
                values.text("access.ldap.bind-dn"),
                values.secret("access.ldap.bind-password-file"),
                values.text("access.ldap.base-dn"),
                values.nonEmpty("access.ldap.user-filter"),
                values.nonEmpty("access.ldap.id-attribute"),
                values.nonEmpty("access.ldap.name-attribute"),
                values.nonEmpty("access.ldap.group-filter"),
                values.nonEmpty("access.ldap.group-name-attribute"),
                values.list("access.ldap.required-groups"),
                values.list("access.ldap.administrator-groups"),
                values.list("access.ldap.curator-groups"),
                values.list("access.ldap.auditor-groups"),
                values.duration("access.ldap.refresh"));
        if (ldap.url().isPresent() && ldap.baseDn().isEmpty()) {
            values.mistake("access.ldap.base-dn", "needed for access.ldap.url, for example dc=stadt,dc=example");
        }
        return ldap;
    }

    private static Settings.Retention retention(Values values) {
        return new Settings.Retention(
                values.duration("retention.conversations"),
                values.duration("retention.journal"),
                values.duration("retention.imports"),
                values.duration("retention.usage"),
                values.duration("retention.tombstones"),
                values.optionalPath("retention.tombstones-file"));
    }

    private static Settings.Chat chat(Values values) {
        Settings.Provider provider = values.choice(
                "models.chat.provider",
                List.of(Settings.Provider.NONE, Settings.Provider.OLLAMA, Settings.Provider.OPENAI));
        int context = values.whole("models.chat.context-tokens", 2048, 1_048_576);
        int answer = values.whole("models.chat.answer-tokens", 64, 65_536);
        if (answer > context / 2) {
            values.mistake("models.chat.answer-tokens", "more than half of models.chat.context-tokens");
        }
        return new Settings.Chat(
                provider,
                values.address("models.chat.url"),
                model(values, provider, "models.chat.model"),
                values.secret("models.chat.api-key-file"),
                context,
                answer,
                values.whole("models.chat.slots", 1, 256),
                values.whole("models.chat.max-waiting", 0, 10_000),
                values.duration("models.chat.first-word-timeout"),
                values.duration("models.chat.idle-timeout"));
    }

    private static Settings.Embedding embedding(Values values) {
        Settings.Provider provider = values.choice(
                "models.embedding.provider",
                List.of(
                        Settings.Provider.IN_PROCESS,
                        Settings.Provider.OLLAMA,
                        Settings.Provider.OPENAI,
                        Settings.Provider.NONE));
        return new Settings.Embedding(
                provider,
                values.address("models.embedding.url"),
                model(values, provider, "models.embedding.model"),
                values.secret("models.embedding.api-key-file"));
    }

    private static String model(Values values, Settings.Provider provider, String key) {
        boolean served = provider == Settings.Provider.OLLAMA || provider == Settings.Provider.OPENAI;
        return served ? values.nonEmpty(key) : values.text(key);
    }

    private static Settings.Ingest ingest(Values values) {
        return new Settings.Ingest(
                values.size("ingest.max-size"),
                values.whole("ingest.readers", 1, 64),
                values.size("ingest.reader-memory"),
                values.duration("ingest.time-limit"),
                new Settings.Ocr(
                        values.flag("ingest.ocr"),
                        values.list("ingest.ocr-languages"),
                        values.whole("ingest.ocr-max-pages", 1, 10_000)));
    }

    /// A folder inside another one would be read twice, one with the data in it would take in its own originals.
    private static Settings.Sources sources(Values values) {
        List<Path> folders = values.paths("ingest.sources");
        Path data = values.path("data");
        if (folders.size() > MOST_SOURCES) {
            values.mistake("ingest.sources", "more than %d folders".formatted(MOST_SOURCES));
        }
        for (Path folder : folders) {
            if (folder.startsWith(data) || data.startsWith(folder)) {
                values.mistake("ingest.sources", "'%s' and the data directory '%s' overlap".formatted(folder, data));
            }
            folders.stream()
                    .filter(other -> !other.equals(folder) && folder.startsWith(other))
                    .forEach(other -> values.mistake(
                            "ingest.sources", "'%s' lies in '%s'; name one of them".formatted(folder, other)));
        }
        return new Settings.Sources(folders, values.duration("ingest.sources-interval"));
    }

    /// The file with the first administrator's password, if the operator named one.
    public static Optional<Path> adminPasswordFile(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(ADMIN_PASSWORD_VARIABLE))
                .filter(file -> !file.isBlank())
                .map(Path::of);
    }
}
