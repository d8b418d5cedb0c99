// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// The check before the server listens: passwords must not cross a network readable unless the operator says so.
final class Exposure {

    private Exposure() {}

    /// @throws IOException if others could reach the server without anything that encrypts
    static void check(Settings.Server server) throws IOException {
        boolean declared = server.tls().certificateFile().isPresent()
                || server.behindHttps()
                || !server.trustedProxies().isEmpty()
                || server.allowPlainHttp();
        if (!declared && !loopback(server.address())) {
            throw new IOException(("server.address is '%s', which other machines reach, and nothing encrypts the way "
                            + "to it: give the server a certificate (server.tls.certificate-file), or declare the "
                            + "proxy in front that speaks HTTPS (server.behind-https, server.trusted-proxies), or "
                            + "accept that passwords and documents cross the network readable "
                            + "(server.allow-plain-http: true)")
                    .formatted(server.address()));
        }
    }

    private static boolean loopback(String address) throws IOException {
        try {
            for (InetAddress each : InetAddress.getAllByName(address)) {
                if (!each.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            throw new IOException(
                    "server.address is '%s', which is no address of this machine; 127.0.0.1 is reachable from here only"
                            .formatted(address),
                    e);
        }
    }
}
