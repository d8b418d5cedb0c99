// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.config;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// Addresses that share their first bits; a single address shares all of them.
public record Network(InetAddress address, int bits) {

    /// Four numbers: shorter forms that some programs accept are mistakes more often than meant.
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");

    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern BITS = Pattern.compile("\\d{1,3}");

    public Network {
        if (bits < 0 || bits > address.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException("%d bits of %s".formatted(bits, address));
        }
    }

    /// Reads `10.1.2.3`, `10.0.0.0/8` or the same of IPv6; no name is looked up.
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int most = address.get().getAddress().length * Byte.SIZE;
        if (slash < 0) {
            return Optional.of(new Network(address.get(), most));
        }
        String bits = text.substring(slash + 1);
        return BITS.matcher(bits).matches() && Integer.parseInt(bits) <= most
                ? Optional.of(new Network(address.get(), Integer.parseInt(bits)))
                : Optional.empty();
    }

    /// Reads one address without a port; no name is looked up. IPv4 inside of IPv6 becomes plain IPv4.
    public static Optional<InetAddress> address(String text) {
        boolean version6 = text.indexOf(':') >= 0;
        if (!(version6 ? IPV6 : IPV4).matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        int different = 0;
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            different |= (mine[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask;
        }
        return different == 0;
    }
}
