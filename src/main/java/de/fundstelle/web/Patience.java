// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Attempts;
import de.fundstelle.audit.Journal;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// Makes whoever guesses passwords wait, and writes failures into the journal.
final class Patience {

    private static final System.Logger LOG = System.getLogger(Patience.class.getName());

    private final Attempts attempts;
    private final Journal journal;
    private final Function<ServerRequest, String> address;

    /// Counts attempts.
    ///
    /// @param address where a request comes from
    Patience(Attempts attempts, Journal journal, Function<ServerRequest, String> address) {
        this.attempts = attempts;
        this.journal = journal;
        this.address = address;
    }

    /// Refuses an attempt that comes too soon after failed ones, whether or not there is such an account.
    void require(Call call, String account) {
        Optional<Duration> wait = attempts.wait(account, address.apply(call.request()));
        if (wait.isPresent()) {
            long seconds = Math.max(1, wait.get().plusMillis(999).toSeconds());
            call.header(HeaderNames.RETRY_AFTER, String.valueOf(seconds));
            throw new Problem(429, "Zu viele Fehlversuche. Versuchen Sie es in %s wieder.".formatted(inWords(seconds)));
        }
    }

    private static String inWords(long seconds) {
        if (seconds == 1) {
            return "einer Sekunde";
        }
        return seconds < 120 ? seconds + " Sekunden" : seconds / 60 + " Minuten";
    }

    /// A password was wrong.
    ///
    /// @param known identifier of whoever has the account, if somebody has
    void failed(Call call, String account, Optional<String> known) {
        String whose = known.orElse("");
        journal.record("nobody", Journal.Action.SIGN_IN_FAILED, whose, "wrong name or password");
        String from = address.apply(call.request());
        if (attempts.failed(account, from)) {
            journal.record("nobody", Journal.Action.SIGN_IN_SLOWED, whose, "repeated failures");
            LOG.log(Level.WARNING, "sign-ins from {0} fail again and again and are slowed down", from);
        }
    }

    /// The password was right, which is of no use among many guesses at once.
    void succeeded(Call call, String account) {
        if (!attempts.succeeded(account, address.apply(call.request()))) {
            require(call, account);
        }
    }
}
