// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.ldap;

import de.fundstelle.access.Identities;
import de.fundstelle.access.Person;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// The directory's people as people here: signing in, and being asked again and again whether they are still there.
///
/// Thread-safe. While the directory cannot be reached nobody new comes in and nobody loses anything.
public final class DirectoryAccounts implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(DirectoryAccounts.class.getName());

    private final LdapDirectory directory;
    private final Identities identities;
    private final Duration every;
    private final AtomicBoolean unreachable = new AtomicBoolean();
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("directory").daemon().factory());

    /// Takes over the directory and closes it.
    ///
    /// @param every from the end of one round of questions to the next
    public DirectoryAccounts(LdapDirectory directory, Identities identities, Duration every) {
        this.directory = directory;
        this.identities = identities;
        this.every = every;
    }

    /// What came of a sign-in.
    public sealed interface SignIn {
        record Done(Person person) implements SignIn {}

        /// Why is not said: unknown, wrong password, not admitted, disabled there or here.
        record Refused() implements SignIn {}

        /// The directory cannot be asked.
        record Unavailable() implements SignIn {}
    }

    /// Begins to ask in rounds.
    @SuppressWarnings("FutureReturnValueIgnored") // a round catches what goes wrong
    public void start() {
        rounds.scheduleWithFixedDelay(this::attempt, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    public SignIn signIn(String name, String password) {
        return switch (directory.authenticate(name, password)) {
            case Answer.Recognised recognised -> {
                reached();
                yield identities
                        .recognise(recognised.account())
                        .<SignIn>map(SignIn.Done::new)
                        .orElseGet(SignIn.Refused::new);
            }
            case Answer.Refused refused -> {
                reached();
                yield new SignIn.Refused();
            }
            case Answer.Unreachable failure -> {
                missed(failure);
                yield new SignIn.Unavailable();
            }
        };
    }

    private void attempt() {
        try {
            refresh();
        } catch (RuntimeException e) { // the edge of a scheduled run: the next one comes soon
            LOG.log(Level.ERROR, "asking the directory for people who are signed in failed; it is tried again", e);
        }
    }

    /// Asks for everybody of the directory who has a session or a key; ends with the first question not answered.
    void refresh() {
        for (String subject : identities.present(directory.provider())) {
            switch (directory.look(subject)) {
                case Answer.Recognised recognised -> {
                    reached();
                    Optional<Person> ignored = identities.recognise(recognised.account());
                }
                case Answer.Refused refused -> {
                    reached();
                    identities.lose(directory.provider(), subject);
                }
                case Answer.Unreachable failure -> {
                    missed(failure);
                    return;
                }
            }
        }
    }

    private void missed(Answer.Unreachable failure) {
        if (!rounds.isShutdown() && !unreachable.getAndSet(true)) {
            LOG.log(
                    Level.WARNING,
                    "the directory cannot be asked: {0}; until then nobody signs in by it, and who is signed in stays",
                    failure.why());
        }
    }

    private void reached() {
        if (unreachable.getAndSet(false)) {
            LOG.log(Level.INFO, "the directory answers again");
        }
    }

    @Override
    public void close() {
        rounds.shutdownNow();
        directory.close();
    }
}
