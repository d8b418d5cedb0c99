// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.config.Network;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom the server takes for the client, whatever the headers claim.
class ForwardedTest {

    private static final String PROXY = "10.0.0.1";
    private static final Callers CALLERS = callers("10.0.0.0/8", "2001:db8:1::/48", "192.0.2.7");

    private static Callers callers(String... networks) {
        return new Callers(List.of(networks).stream()
                .map(text -> Network.parse(text).orElseThrow())
                .toList());
    }

    private static String client(String peer, List<String> forwardedFor, List<String> forwarded) {
        return CALLERS.of(InetAddress.ofLiteral(peer), forwardedFor, forwarded).getHostAddress();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // peer | X-Forwarded-For | client
                "203.0.113.9 | 198.51.100.1           | 203.0.113.9", // nobody trusts this peer
                "10.0.0.1    | 198.51.100.1           | 198.51.100.1",
                "10.0.0.1    | 6.6.6.6, 198.51.100.1  | 198.51.100.1", // the left one is the client's own invention
                "10.0.0.1    | 6.6.6.6, 198.51.100.1, 10.9.9.9 | 198.51.100.1",
                "10.0.0.1    | 10.1.1.1, 10.9.9.9     | 10.1.1.1", // a client inside the trusted network
                "10.0.0.1    | 198.51.100.1:4711      | 198.51.100.1",
                "10.0.0.1    | [2001:db8::5]:443      | 2001:db8:0:0:0:0:0:5",
                "10.0.0.1    | [2001:db8::5]          | 2001:db8:0:0:0:0:0:5",
                "10.0.0.1    | 2001:db8::5            | 2001:db8:0:0:0:0:0:5",
                "10.0.0.1    | ::ffff:198.51.100.1    | 198.51.100.1",
                "2001:db8:1::2 | 198.51.100.1         | 198.51.100.1",
                "2001:db8:2::2 | 198.51.100.1         | 2001:db8:2:0:0:0:0:2",
                "192.0.2.7   | 198.51.100.1           | 198.51.100.1",
                "192.0.2.8   | 198.51.100.1           | 192.0.2.8",
                "10.0.0.1    | unknown                | 10.0.0.1",
                "10.0.0.1    | 198.51.100.1, unknown  | 10.0.0.1",
                "10.0.0.1    | 198.51.100.1, garbage, 10.0.0.2 | 10.0.0.2", // what the second proxy saw is unreadable
            })
    void readsTheListFromTheRightAsFarAsProxiesAreTrusted(String peer, String forwardedFor, String client) {
        assertThat(client(peer, List.of(forwardedFor), List.of())).isEqualTo(client);
    }

    @Test
    void readsSeveralHeadersAsOneList() {
        assertThat(client(PROXY, List.of("6.6.6.6", "198.51.100.1", "10.2.2.2"), List.of()))
                .isEqualTo("198.51.100.1");
        assertThat(client(PROXY, List.of(), List.of())).isEqualTo(PROXY);
        assertThat(client(PROXY, List.of("", " , ,"), List.of())).isEqualTo(PROXY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "for=198.51.100.1                                   | 198.51.100.1",
                "For=\"198.51.100.1:4711\";proto=https;by=10.0.0.1  | 198.51.100.1",
                "proto=https; for=\"[2001:db8::5]:443\"             | 2001:db8:0:0:0:0:0:5",
                "for=6.6.6.6, for=198.51.100.1, for=10.3.3.3        | 198.51.100.1",
                "for=6.6.6.6;host=\"a,for=7.7.7.7\", for=198.51.100.1 | 198.51.100.1",
                "host=\"x;for=7.7.7.7\"                             | 10.0.0.1",
                "host=\"x\\\",for=7.7.7.7\"                         | 10.0.0.1",
                "for=_hidden                                        | 10.0.0.1",
                "for=unknown                                        | 10.0.0.1",
                "for=198.51.100.1, for=_hidden                      | 10.0.0.1",
                "for=198.51.100.1, proto=https                      | 10.0.0.1",
                "for=\"198.51.100.1                                 | 10.0.0.1",
            })
    void readsTheStandardHeaderWhenThereIsNoOther(String forwarded, String client) {
        assertThat(client(PROXY, List.of(), List.of(forwarded))).isEqualTo(client);
    }

    @Test
    void doesNotBelieveTheStandardHeaderBesideTheOtherOne() {
        assertThat(client(PROXY, List.of("198.51.100.1"), List.of("for=6.6.6.6")))
                .isEqualTo("198.51.100.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "example.org",
                "1",
                "127.1",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "1.2.3.4:",
                "1.2.3.4:x",
                "1.2.3.4:123456",
                "0x7f.0.0.1",
                "[1.2.3.4]",
                "[::1",
                "::1]",
                "[::1]x",
                "[::1]:",
                "fe80::1%eth0",
                "[fe80::1%1]",
                ":",
                "::::",
                "-",
                "_",
                "1.2.3.4 5.6.7.8",
                "\u0661.2.3.4",
                "<script>",
                "1.2.3.4\t.5",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "[]",
                "[:]",
                "%00"
            })
    void takesNothingElseForAnAddress(String garbage) {
        assertThat(client(PROXY, List.of(garbage), List.of())).isEqualTo(PROXY);
        assertThat(client(PROXY, List.of("198.51.100.1, " + garbage), List.of()))
                .isEqualTo(PROXY);
        assertThat(client(PROXY, List.of(), List.of("for=" + garbage))).isEqualTo(PROXY);
    }

    /// A client may put before the list whatever it wants: the answer stays what the proxies saw.
    @Test
    void holdsAgainstAThousandInventedBeginnings() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 1000; round++) {
            String invented = invented(random);
            String real = "198.51.100." + random.nextInt(256);
            List<String> list = new ArrayList<>(List.of(invented + "," + real));
            if (random.nextBoolean()) {
                list.add("10.0.0." + random.nextInt(256));
            }
            assertThat(client(PROXY, list, List.of(invented)))
                    .as("seed %d, headers %s", seed, list)
                    .isEqualTo(real);
            assertThat(client("203.0.113.9", list, List.of(invented)))
                    .as("seed %d, headers %s", seed, list)
                    .isEqualTo("203.0.113.9");
        }
    }

    private static String invented(Random random) {
        String alphabet = "0123456789abcdef.:[]\",;=/_ %forproto-\\";
        return random.ints(random.nextInt(60), 0, alphabet.length())
                .mapToObj(at -> alphabet.substring(at, at + 1))
                .collect(Collectors.joining());
    }

    @Test
    void believesOnlyTrustedProxiesThatTheyWereReachedOverHttps() {
        InetAddress proxy = InetAddress.ofLiteral(PROXY);
        assertThat(CALLERS.overHttps(proxy, List.of("https"), List.of())).isTrue();
        assertThat(CALLERS.overHttps(proxy, List.of("https, http"), List.of())).isFalse();
        assertThat(CALLERS.overHttps(proxy, List.of(), List.of("for=1.2.3.4;proto=HTTPS")))
                .isTrue();
        assertThat(CALLERS.overHttps(proxy, List.of(), List.of())).isFalse();
        assertThat(CALLERS.overHttps(InetAddress.ofLiteral("203.0.113.9"), List.of("https"), List.of()))
                .isFalse();
    }
}
