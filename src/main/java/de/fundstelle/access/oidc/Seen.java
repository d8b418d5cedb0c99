// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.oidc;

import de.fundstelle.access.Token;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Identifiers of logout tokens that were used, for as long as such a token is believed. Thread-safe.
final class Seen {

    /// A whole authority that is signed out at once; a replay beyond it would only sign somebody out again.
    static final int MOST = 10_000;

    private final Clock clock;
    private final Duration kept;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Instant> identifiers = new LinkedHashMap<>();

    Seen(Clock clock, Duration kept) {
        this.clock = clock;
        this.kept = kept;
    }

    /// Whether this one comes for the first time.
    boolean first(String identifier) {
        Instant now = clock.instant();
        lock.lock();
        try {
            identifiers.values().removeIf(since -> since.isBefore(now.minus(kept)));
            if (identifiers.putIfAbsent(Token.hash(identifier), now) != null) {
                return false;
            }
            if (identifiers.size() > MOST) {
                identifiers.remove(identifiers.keySet().iterator().next());
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
