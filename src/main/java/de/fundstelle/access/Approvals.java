// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The second person's agreement to one search in somebody else's name: a code that works once and soon ends.
///
/// Thread-safe; kept in memory, a restart takes all agreements back.
public final class Approvals {

    /// How long a code works.
    public static final Duration LIFE = Duration.ofMinutes(10);

    private static final int MOST = 100;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Approval> open = new LinkedHashMap<>();

    public Approvals(Clock clock) {
        this.clock = clock;
    }

    private record Approval(String approver, String subject, long until) {}

    /// Agrees to one search in the name of a person; gives the code.
    public String approve(Person approver, Person subject) {
        String code = Token.fresh();
        lock.lock();
        try {
            open.values().removeIf(approval -> approval.until() <= clock.millis());
            if (open.size() == MOST) {
                open.remove(open.keySet().iterator().next());
            }
            open.put(Token.hash(code), new Approval(approver.id(), subject.id(), clock.millis() + LIFE.toMillis()));
            return code;
        } finally {
            lock.unlock();
        }
    }

    /// Uses a code up; gives the identifier of who agreed, if it was to a search in this person's name.
    public Optional<String> use(String code, Person subject) {
        lock.lock();
        try {
            return Optional.ofNullable(open.remove(Token.hash(code)))
                    .filter(approval -> approval.until() > clock.millis()
                            && approval.subject().equals(subject.id()))
                    .map(Approval::approver);
        } finally {
            lock.unlock();
        }
    }
}
