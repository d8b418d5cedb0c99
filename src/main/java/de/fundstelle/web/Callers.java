// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.config.Network;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who is at the other end: the peer itself, or whom a proxy names that the operator trusts.
///
/// Each proxy appends the peer it saw, so the list is read from the right, and only as far as proxies are trusted;
/// everything left of that may be invented.
/// `X-Forwarded-For` goes before `Forwarded` (RFC 7239): a proxy that keeps the one passes the other on as it came.
final class Callers {

    private static final HeaderName FORWARDED = HeaderNames.create("Forwarded");
    private static final HeaderName FORWARDED_FOR = HeaderNames.create("X-Forwarded-For");
    private static final HeaderName FORWARDED_PROTO = HeaderNames.create("X-Forwarded-Proto");

    private final List<Network> trusted;

    Callers(List<Network> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /// The address of the person's machine, in its shortest usual form, without a port.
    String of(ServerRequest request) {
        Optional<InetAddress> peer = address(request.remotePeer().address());
        return peer.map(known -> of(known, all(request, FORWARDED_FOR), all(request, FORWARDED))
                        .getHostAddress())
                .orElse("");
    }

    /// Whether a trusted proxy says that it was reached over HTTPS.
    boolean overHttps(ServerRequest request) {
        Optional<InetAddress> peer = address(request.remotePeer().address());
        return peer.isPresent() && overHttps(peer.get(), all(request, FORWARDED_PROTO), all(request, FORWARDED));
    }

    boolean trusts(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    /// The right-most address that is no trusted proxy; where the list becomes unreadable, the proxy that wrote it.
    InetAddress of(InetAddress peer, List<String> forwardedFor, List<String> forwarded) {
        List<String> hops = forwardedFor.isEmpty()
                ? elements(forwarded).stream()
                        .map(element -> parameter(element, "for"))
                        .toList()
                : listed(forwardedFor);
        InetAddress client = peer;
        for (int hop = hops.size() - 1; hop >= 0 && trusts(client); hop--) {
            Optional<InetAddress> next = withoutPort(hops.get(hop));
            if (next.isEmpty()) {
                return client;
            }
            client = next.get();
        }
        return client;
    }

    boolean overHttps(InetAddress peer, List<String> forwardedProto, List<String> forwarded) {
        if (!trusts(peer)) {
            return false;
        }
        List<String> hops = forwardedProto.isEmpty()
                ? elements(forwarded).stream()
                        .map(element -> parameter(element, "proto"))
                        .toList()
                : listed(forwardedProto);
        return !hops.isEmpty() && hops.getLast().equalsIgnoreCase("https");
    }

    static Optional<InetAddress> address(SocketAddress peer) {
        return peer instanceof InetSocketAddress internet
                ? Optional.ofNullable(internet.getAddress())
                : Optional.empty();
    }

    private static List<String> all(ServerRequest request, HeaderName name) {
        return request.headers().all(name, List::of);
    }

    /// These headers know no quotation marks; one that a client sends must not swallow what proxies append.
    private static List<String> listed(List<String> headers) {
        return headers.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    private static List<String> elements(List<String> headers) {
        return headers.stream().flatMap(header -> split(header, ',').stream()).toList();
    }

    /// What stands between separators that are not inside quotation marks.
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        boolean escaped = false;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == separator && !quoted) {
                parts.add(part.toString().strip());
                part.setLength(0);
                continue;
            }
            quoted ^= character == '"' && !escaped;
            escaped = quoted && character == '\\' && !escaped;
            part.append(character);
        }
        parts.add(part.toString().strip());
        return parts;
    }

    /// A parameter of an element of `Forwarded`, without quotation marks; empty if it is missing.
    private static String parameter(String element, String name) {
        for (String pair : split(element, ';')) {
            int equals = pair.indexOf('=');
            if (equals > 0
                    && pair.substring(0, equals)
                            .strip()
                            .toLowerCase(Locale.ROOT)
                            .equals(name)) {
                String value = pair.substring(equals + 1).strip();
                return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                        ? value.substring(1, value.length() - 1)
                        : value;
            }
        }
        return "";
    }

    /// `1.2.3.4`, `1.2.3.4:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`; nothing else is an address.
    private static Optional<InetAddress> withoutPort(String hop) {
        if (hop.startsWith("[")) {
            int end = hop.indexOf(']');
            boolean whole = end > 0 && (end == hop.length() - 1 || port(hop.substring(end + 1)));
            String inside = whole ? hop.substring(1, end) : "";
            return inside.contains(":") ? Network.address(inside) : Optional.empty();
        }
        int colon = hop.indexOf(':');
        boolean single = colon > 0 && colon == hop.lastIndexOf(':');
        if (single) {
            return port(hop.substring(colon)) ? Network.address(hop.substring(0, colon)) : Optional.empty();
        }
        return Network.address(hop);
    }

    private static boolean port(String text) {
        return text.matches(":\\d{1,5}");
    }
}
