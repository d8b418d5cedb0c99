// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.fundstelle.RunningAppliance;
import de.fundstelle.config.Configuration;
import de.fundstelle.config.InvalidSettings;
import de.fundstelle.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The server does not go out into a network without anything that encrypts, unless it is told to.
class ExposureTest {

    @TempDir
    private Path data;

    private static Settings.Server settings(String address, Map<String, String> more) throws InvalidSettings {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("FUNDSTELLE_SERVER_ADDRESS", address);
        return Configuration.load(environment).server();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "localhost"})
    void startsOnThisMachineAlone(String address) throws Exception {
        Settings.Server settings = settings(address, Map.of());
        assertThatCode(() -> Exposure.check(settings)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "2001:db8::1"})
    void refusesOtherAddressesAndNamesTheThreeWays(String address) throws Exception {
        Settings.Server settings = settings(address, Map.of());
        assertThatThrownBy(() -> Exposure.check(settings))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(
                        address,
                        "server.tls.certificate-file",
                        "server.behind-https",
                        "server.trusted-proxies",
                        "server.allow-plain-http: true");
    }

    @Test
    void startsBeyondWhenTheOperatorDeclaresOneOfThem() throws Exception {
        for (Map<String, String> declared : List.of(
                Map.of("FUNDSTELLE_SERVER_BEHIND_HTTPS", "true"),
                Map.of("FUNDSTELLE_SERVER_TRUSTED_PROXIES", "10.0.0.0/8"),
                Map.of("FUNDSTELLE_SERVER_ALLOW_PLAIN_HTTP", "true"),
                Map.of("FUNDSTELLE_SERVER_TLS_CERTIFICATE_FILE", "pom.xml"))) {
            Settings.Server settings = settings("0.0.0.0", declared);
            assertThatCode(() -> Exposure.check(settings)).as("%s", declared).doesNotThrowAnyException();
        }
    }

    @Test
    void keepsTheWholeProgramFromStarting() {
        assertThatThrownBy(() -> RunningAppliance.start(data, Map.of("FUNDSTELLE_SERVER_ADDRESS", "0.0.0.0")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("server.allow-plain-http: true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"proxy.stadt.example", "10.0.0.0/33", "10.0.0/8", "::/129", "10.0.0.1/", "/8", "1.2.3.4/x", "10"
            })
    void stopsAtProxiesThatAreNoAddresses(String proxy) {
        assertThatThrownBy(
                        () -> settings("127.0.0.1", Map.of("FUNDSTELLE_SERVER_TRUSTED_PROXIES", "10.0.0.1," + proxy)))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("server.trusted-proxies: '" + proxy + "'");
    }

    @Test
    void stopsAtAKeyWithoutACertificate() {
        assertThatThrownBy(() -> settings("127.0.0.1", Map.of("FUNDSTELLE_SERVER_TLS_KEY_FILE", "pom.xml")))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("server.tls.certificate-file");
        assertThat(data).exists();
    }
}
