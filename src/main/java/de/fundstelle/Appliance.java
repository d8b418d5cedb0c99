// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import de.fundstelle.access.Approvals;
import de.fundstelle.access.Attempts;
import de.fundstelle.access.Collections;
import de.fundstelle.access.Identities;
import de.fundstelle.access.Keys;
import de.fundstelle.access.People;
import de.fundstelle.access.Sessions;
import de.fundstelle.access.ldap.DirectoryAccounts;
import de.fundstelle.access.ldap.LdapDirectory;
import de.fundstelle.access.oidc.OpenIdConnect;
import de.fundstelle.answer.Answerer;
import de.fundstelle.audit.Journal;
import de.fundstelle.audit.Mirror;
import de.fundstelle.backup.Backup;
import de.fundstelle.backup.Verification;
import de.fundstelle.chat.Conversations;
import de.fundstelle.config.Settings;
import de.fundstelle.facts.Facts;
import de.fundstelle.index.PassageIndex;
import de.fundstelle.ingest.Ingest;
import de.fundstelle.ingest.Library;
import de.fundstelle.ingest.Originals;
import de.fundstelle.models.Models;
import de.fundstelle.retention.Disclosure;
import de.fundstelle.retention.Removal;
import de.fundstelle.retention.Retention;
import de.fundstelle.retention.Usage;
import de.fundstelle.retrieve.Dated;
import de.fundstelle.retrieve.Evaluations;
import de.fundstelle.retrieve.Retriever;
import de.fundstelle.sources.Sources;
import de.fundstelle.store.Database;
import de.fundstelle.web.Server;
import de.fundstelle.web.SetupCode;
import de.fundstelle.web.SystemState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// All parts with a life, in the order they are needed; closed in reverse.
public final class Appliance implements AutoCloseable {

    private final Deque<AutoCloseable> parts;
    private final DataDirectory directory;
    private final People people;
    private final SetupCode setup;
    private final Server server;

    private Appliance(Deque<AutoCloseable> parts, Settings settings, Optional<Path> adminPassword, boolean sample)
            throws IOException {
        this.parts = parts;
        Clock clock = Clock.systemUTC();
        directory = keep(DataDirectory.open(settings.data()));
        Database database = keep(Database.open(directory.file("fundstelle.db")));
        directory.upgraded();
        Journal journal = new Journal(database, clock);
        Path note = directory.file("journal.head");
        Mirror mirror = keep(new Mirror(
                database,
                journal,
                note,
                settings.retention().tombstonesFile().orElse(directory.file("tombstones.jsonl")),
                settings.journal().syslog(),
                settings.journal().syslogCaFile()));
        mirror.start();
        people = new People(database, clock, settings.access().minPasswordLength(), journal);
        Identities identities = new Identities(database, clock, journal);
        Sessions sessions = new Sessions(database, clock, settings.access());
        Keys keys = new Keys(database, clock, settings.access().keyLimit(), journal);
        Collections collections = new Collections(database, clock, journal);
        setup = firstAdministrator(adminPassword);
        Optional<OpenIdConnect> connect = connect(settings, clock);
        connect.ifPresent(this::keep);

        Models models = keep(Models.open(settings.models()));
        PassageIndex index = keep(PassageIndex.open(directory.file("index")));
        Originals originals = new Originals(directory.file("originals"));
        Retriever retriever = keep(new Retriever(index, models.embeddings(), settings.retrieve()));
        Dated dated = new Dated(retriever, new Facts(database, clock, journal), clock);
        Answerer answerer = new Answerer(
                models.chat(),
                models.permits(),
                dated::retrieve,
                settings.models().chat(),
                settings.retrieve());
        Conversations conversations = new Conversations(database, answerer, collections, new Library(database), clock);
        Ingest ingest = keep(new Ingest(
                settings.ingest(),
                directory.temporary(),
                originals,
                database,
                index,
                models.embeddings(),
                clock,
                journal,
                conversations::forget));
        Usage usage = new Usage(database, clock, people);
        Retention retention = keep(new Retention(
                settings.retention(),
                database,
                directory.file("fundstelle.db"),
                clock,
                journal,
                conversations,
                sessions,
                usage,
                ingest::forgetOriginals));
        retention.start();

        Removal removal = new Removal(ingest, collections, conversations);
        Sources sources = keep(new Sources(
                settings.sources(),
                settings.ingest().maxSize(),
                database,
                ingest,
                collections,
                removal,
                journal,
                clock));
        server = keep(Server.start(new Server.Parts(
                settings,
                new Server.PublicInfo(Version.current(), models.chat().isPresent(), sample),
                people,
                identities,
                directoryAccounts(settings.access().ldap(), identities, clock),
                sessions,
                keys,
                new Attempts(clock),
                connect,
                new Approvals(clock),
                collections,
                ingest,
                retriever,
                dated,
                new Evaluations(database, clock),
                conversations,
                removal,
                sources,
                retention,
                usage,
                new Disclosure(database, conversations, journal, clock),
                new Verification(database, originals, ingest, journal, note),
                new Backup(database, originals, directory.unfinished()),
                journal,
                setup,
                directory.operatorToken(),
                state(settings, models, ingest, index, directory))));
        sources.start();
        directory.announce(server.operatorAddress());
    }

    /// Starts everything; if a part cannot start, those that did are ended again.
    ///
    /// @param adminPassword file with the first administrator's password; read only while nobody has an account
    /// @param sample whether all of this is a demonstration that forgets everything when it ends
    public static Appliance start(Settings settings, Optional<Path> adminPassword, boolean sample) throws IOException {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        boolean started = false;
        try {
            Appliance appliance = new Appliance(parts, settings, adminPassword, sample);
            started = true;
            return appliance;
        } finally {
            if (!started) {
                end(parts);
            }
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    private Optional<DirectoryAccounts> directoryAccounts(Settings.Ldap settings, Identities identities, Clock clock)
            throws IOException {
        if (settings.url().isEmpty()) {
            return Optional.empty();
        }
        LdapDirectory opened = LdapDirectory.open(settings, settings.url().get(), clock);
        DirectoryAccounts accounts = keep(new DirectoryAccounts(opened, identities, settings.refresh()));
        accounts.start();
        return Optional.of(accounts);
    }

    /// The issuer of OpenID Connect; it is asked nothing before somebody wants to sign in.
    private static Optional<OpenIdConnect> connect(Settings settings, Clock clock) throws IOException {
        Settings.Oidc oidc = settings.access().oidc();
        if (oidc.issuer().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new OpenIdConnect(
                    oidc, oidc.issuer().get(), settings.server().publicUrl().orElseThrow(), clock));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private SetupCode firstAdministrator(Optional<Path> adminPassword) throws IOException {
        if (!people.none()) {
            return SetupCode.none();
        }
        if (adminPassword.isEmpty()) {
            return SetupCode.fresh();
        }
        String password = Files.readString(adminPassword.get()).strip();
        return switch (people.addFirst("admin", password)) {
            case People.Result.Done done -> SetupCode.none();
            case People.Result.Refused refused ->
                throw new IOException("making the first administrator from the password in '%s': %s"
                        .formatted(adminPassword.get(), refused.advice()));
        };
    }

    private static Supplier<SystemState> state(
            Settings settings, Models models, Ingest ingest, PassageIndex index, DataDirectory directory) {
        return () -> {
            Map<String, Library.Holdings> holdings = ingest.library().holdings();
            try {
                return new SystemState(
                        Version.current(),
                        new SystemState.Chat(
                                name(settings.models().chat().provider()),
                                models.chat().map(chat -> chat.model()).orElse(null),
                                models.chat().isPresent() && models.chat().get().reachable()),
                        new SystemState.Embedding(
                                name(settings.models().embedding().provider()),
                                models.embeddings().map(model -> model.name()).orElse(null)),
                        holdings.values().stream()
                                .mapToInt(Library.Holdings::documents)
                                .sum(),
                        index.passages(),
                        index.vectors(),
                        ingest.library().waiting(),
                        !ingest.standsStill(),
                        directory.freeBytes());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException("reading the state of the index", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while asking the model server", e);
            }
        };
    }

    private static String name(Settings.Provider provider) {
        return provider.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /// Where a browser on this machine finds the page.
    public String address() {
        return server.address();
    }

    /// Where the command line on this machine finds the server.
    public String operatorAddress() {
        return server.operatorAddress();
    }

    Server server() {
        return server;
    }

    /// The secret by which the command line on this machine is known to the server.
    public String operatorToken() {
        return directory.operatorToken();
    }

    /// The address at which the first administrator makes their account, while there is none.
    public Optional<String> setupAddress() {
        return setup.code().map(code -> address() + "/einrichten/" + code);
    }

    /// Ends all parts, the last one first; what goes wrong in one does not keep the others from ending.
    @Override
    public void close() {
        end(parts);
    }

    private static void end(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) { // the edge of the program: the rest must still be closed
                System.getLogger(Appliance.class.getName())
                        .log(
                                System.Logger.Level.ERROR,
                                "closing " + part.getClass().getSimpleName(),
                                e);
            }
        }
    }
}
