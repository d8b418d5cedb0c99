// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Slows down whoever guesses passwords: each failure makes the wait until the next attempt longer.
///
/// Thread-safe. Counted for the account at an address, for the account from anywhere and for the address,
/// whether or not there is such an account. Nobody is locked out for good:
/// a stranger can delay an account for a minute at the most, and its owner at another address waits no longer.
/// Kept in memory; a restart forgets it.
public final class Attempts {

    /// Further pairs push out the one that was quiet the longest.
    private static final int MOST_KEPT = 20_000;

    private static final Rule ACCOUNT_AT_ADDRESS = new Rule(3, Duration.ofMinutes(15));
    private static final Rule ACCOUNT = new Rule(10, Duration.ofMinutes(1));
    private static final Rule ADDRESS = new Rule(30, Duration.ofMinutes(15));

    /// After so long without a failure everything is forgiven.
    private static final Duration MEMORY = Duration.ofHours(1);

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Failures> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST_KEPT;
        }
    };

    public Attempts(Clock clock) {
        this.clock = clock;
    }

    /// Failures that cost nothing, and the longest wait after more.
    private record Rule(int free, Duration longest) {

        /// One second after the first that counts, twice as long after each further one.
        Duration wait(int failures) {
            int counting = failures - free;
            if (counting < 0) {
                return Duration.ZERO;
            }
            Duration doubled = Duration.ofSeconds(1L << Math.min(counting, 20));
            return doubled.compareTo(longest) < 0 ? doubled : longest;
        }
    }

    private record Failures(int number, long last) {
        static final Failures NONE = new Failures(0, 0);
    }

    /// How long to wait until this attempt may be made; empty: now.
    public Optional<Duration> wait(String account, String address) {
        long now = clock.millis();
        lock.lock();
        try {
            long until = Math.max(
                    free(pair(account, address), ACCOUNT_AT_ADDRESS, now),
                    Math.max(free(account(account), ACCOUNT, now), free(address(address), ADDRESS, now)));
            return until <= now ? Optional.empty() : Optional.of(Duration.ofMillis(until - now));
        } finally {
            lock.unlock();
        }
    }

    private long free(String key, Rule rule, long now) {
        Failures failures = known(key, now);
        return failures.last() + rule.wait(failures.number()).toMillis();
    }

    private Failures known(String key, long now) {
        Failures failures = kept.getOrDefault(key, Failures.NONE);
        return now - failures.last() > MEMORY.toMillis() ? Failures.NONE : failures;
    }

    /// An attempt failed; tells whether this is where slowing begins.
    public boolean failed(String account, String address) {
        long now = clock.millis();
        lock.lock();
        try {
            count(account(account), now);
            count(address(address), now);
            return count(pair(account, address), now) == ACCOUNT_AT_ADDRESS.free();
        } finally {
            lock.unlock();
        }
    }

    private int count(String key, long now) {
        int number = known(key, now).number() + 1;
        kept.put(key, new Failures(number, now));
        return number;
    }

    /// The password was right: the account at this address starts anew; address and account keep their count.
    ///
    /// @return false if so many others failed since this attempt was let in that it has to wait all the same:
    ///     many guesses at once are slowed down like one after the other
    public boolean succeeded(String account, String address) {
        lock.lock();
        try {
            if (wait(account, address).isPresent()) {
                return false;
            }
            kept.remove(pair(account, address));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Hashed, so that the memory holds neither what was typed nor from where.
    private static String pair(String account, String address) {
        return Token.hash("pair\n" + plain(account) + "\n" + address);
    }

    private static String account(String account) {
        return Token.hash("account\n" + plain(account));
    }

    /// A directory takes one name in many spellings.
    private static String plain(String account) {
        return account.strip().toLowerCase(Locale.ROOT);
    }

    private static String address(String address) {
        return Token.hash("address\n" + address);
    }
}
