// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.oidc;

import java.net.URI;
import java.util.regex.Pattern;

/// Which addresses secrets may be sent to.
final class Addresses {

    /// By name or number; never resolved, so that no name server decides.
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private Addresses() {}

    /// Whether what is sent there stays between us and that host.
    ///
    /// @param plain whether HTTP is enough on this machine
    static boolean safe(URI address, boolean plain) {
        String host = address.getHost();
        if (host == null || address.getUserInfo() != null) {
            return false;
        }
        return "https".equals(address.getScheme())
                || (plain
                        && "http".equals(address.getScheme())
                        && LOOPBACK.matcher(host).matches());
    }
}
