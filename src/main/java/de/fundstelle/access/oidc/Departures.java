// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.oidc;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import de.fundstelle.access.Token;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Browsers on their way to the issuer, in memory: a restart sends them back to the start. Thread-safe.
final class Departures {

    /// Long enough for a forgotten password and a second factor.
    static final Duration LONGEST_WAY = Duration.ofMinutes(10);

    /// About 10 MB; whoever floods the start only pushes out the oldest.
    static final int MOST = 10_000;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Pending> pending = new LinkedHashMap<>();

    Departures(Clock clock) {
        this.clock = clock;
    }

    /// What only we and the issuer know of one sign-in.
    ///
    /// @param state comes back through the browser
    /// @param nonce comes back inside the ID token
    record Pending(State state, Nonce nonce, CodeVerifier verifier, Instant until) {}

    /// A new one under a ticket.
    Pending add(String ticket) {
        Instant now = clock.instant();
        Pending fresh = new Pending(
                new State(Token.fresh()), new Nonce(Token.fresh()), new CodeVerifier(), now.plus(LONGEST_WAY));
        lock.lock();
        try {
            pending.put(Token.hash(ticket), fresh);
            pending.values().removeIf(old -> !old.until().isAfter(now));
            if (pending.size() > MOST) {
                pending.remove(pending.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
        return fresh;
    }

    /// The one of this ticket and state, which is gone from then on.
    ///
    /// A wrong state uses nothing up: else an older tab, or a link from elsewhere, would spoil a sign-in under way.
    Optional<Pending> take(String ticket, String state) {
        String key = Token.hash(ticket);
        lock.lock();
        try {
            Pending found = pending.get(key);
            if (found == null || !Token.same(found.state().getValue(), state)) {
                return Optional.empty();
            }
            pending.remove(key);
            return Optional.of(found).filter(one -> one.until().isAfter(clock.instant()));
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return pending.size();
        } finally {
            lock.unlock();
        }
    }
}
