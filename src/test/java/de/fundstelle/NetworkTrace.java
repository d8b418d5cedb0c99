// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What strace saw of a program and of all that it started: whom it called, and whether it looked up a name.
///
/// The kernel's view: a call shows whatever library, language or child process makes it, and also if it fails.
///
/// @param lines as `strace -f -e trace=network,openat,open` writes them
record NetworkTrace(List<String> lines) {

    /// The kernel calls by which something leaves a process for a place.
    private static final Pattern SENDING = Pattern.compile("\\b(?:connect|sendto|sendmsg|sendmmsg)\\(");

    /// 192.0.2.1 or 2001:db8::1, as strace writes both families.
    private static final Pattern PLACE =
            Pattern.compile("sin6?_port=htons\\((\\d+)\\).*?(?:inet_addr\\(|inet_pton\\(AF_INET6, )\"([^\"]+)\"");

    private static final Pattern LOCAL = Pattern.compile("(?:::ffff:)?127\\.\\d+\\.\\d+\\.\\d+|::1");
    private static final Pattern SOCKET_FILE = Pattern.compile("sun_path=@?\"([^\"]+)\"");

    /// Where the services of a machine listen, those that look up names among them; our own sockets are elsewhere.
    private static final Pattern SERVICE = Pattern.compile("^(?:/var)?/run/");

    /// Asked for the user's name at each start, where it runs; asked for hosts, it would answer.
    private static final String NAME_CACHE = "/var/run/nscd/socket";

    /// What is only read to find the address of a name.
    private static final Pattern LOOKUP = Pattern.compile(
            "\"(?:/etc/(?:resolv\\.conf|hosts|host\\.conf|gai\\.conf)|[^\"]*/libnss_(?:dns|resolve|mdns[^\"]*|myhostname)\\.so[^\"]*)\"");

    NetworkTrace {
        lines = List.copyOf(lines);
    }

    static NetworkTrace read(Path file) throws IOException {
        return new NetworkTrace(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
    }

    /// The calls that went, or tried to go, anywhere but to this machine itself and the allowed places.
    ///
    /// @param allowed as `address:port`
    List<String> strays(Set<String> allowed) {
        return lines.stream()
                .filter(line -> looksUp(line) || calls(line).anyMatch(place -> !allowed.contains(place)))
                .toList();
    }

    /// The places on other machines that were called, as `address:port`.
    List<String> called() {
        return lines.stream().flatMap(NetworkTrace::calls).distinct().toList();
    }

    private static boolean looksUp(String line) {
        if (line.contains("open") && LOOKUP.matcher(line).find()) {
            return true;
        }
        Matcher socket = SOCKET_FILE.matcher(line);
        if (!line.contains("connect(") || !socket.find()) {
            return false;
        }
        return SERVICE.matcher(socket.group(1)).find() && (!socket.group(1).equals(NAME_CACHE) || line.endsWith("= 0"));
    }

    private static Stream<String> calls(String line) {
        if (!SENDING.matcher(line).find()) {
            return Stream.empty();
        }
        return PLACE.matcher(line)
                .results()
                .filter(place -> !LOCAL.matcher(place.group(2)).matches())
                .map(place -> place.group(2).replace("::ffff:", "") + ":" + place.group(1));
    }
}
