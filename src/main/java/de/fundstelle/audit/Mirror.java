// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.audit;

import de.fundstelle.audit.Journal.Entry;
import de.fundstelle.audit.Journal.Witness;
import de.fundstelle.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Carries out of the database what must outlive it: the newest entry of the journal, the entries for the log server,
/// and the list of what was deleted.
///
/// Looks every second. What cannot be written now is written later; nothing waits for it.
public final class Mirror implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Mirror.class.getName());

    private static final long EVERY_MILLIS = 1000;

    /// More lines than that are no list of this program's.
    private static final long LARGEST_LIST = 1L << 30;

    private final Database database;
    private final Journal journal;
    private final Path note;
    private final Path list;
    private final Optional<Syslog> syslog;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("mirror").daemon().factory());

    /// What is in the list already; kept to append only what is new.
    private final Set<String> listed = new HashSet<>();

    private Optional<Witness> noted = Optional.empty();
    private boolean troubled;

    /// Prepares the mirror.
    ///
    /// @param note file for number and hash of the newest entry
    /// @param list file for what was deleted
    /// @param syslog address of the log server
    public Mirror(Database database, Journal journal, Path note, Path list, Optional<URI> syslog) throws IOException {
        this.database = database;
        this.journal = journal;
        this.note = note;
        this.list = list;
        this.syslog = syslog.isPresent() ? Optional.of(new Syslog(syslog.get())) : Optional.empty();
        read(list).forEach(stone -> listed.add(stone.line()));
    }

    /// Begins to look.
    @SuppressWarnings("FutureReturnValueIgnored") // each round reports its own failures
    public void start() {
        round();
        rounds.scheduleWithFixedDelay(this::round, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// The entry that was noted last, if one was.
    public static Optional<Witness> witness(Path note) throws IOException {
        return Files.exists(note) ? Witness.of(Files.readString(note).strip()) : Optional.empty();
    }

    /// Reads a list of what was deleted; none if there is no file.
    ///
    /// @throws IllegalArgumentException if a line is no tombstone
    public static List<Tombstones.Tombstone> read(Path list) throws IOException {
        if (!Files.exists(list)) {
            return List.of();
        }
        if (Files.size(list) > LARGEST_LIST) {
            throw new IOException("the list of what was deleted, '%s', is larger than 1 GB".formatted(list));
        }
        try (var lines = Files.lines(list)) {
            return lines.filter(line -> !line.isBlank())
                    .map(Tombstones.Tombstone::read)
                    .toList();
        }
    }

    private void round() {
        try {
            note();
            list();
            send();
            troubled = false;
        } catch (IOException | UncheckedIOException e) { // the edge of a scheduled run: the next one tries again
            if (!troubled) {
                LOG.log(
                        Level.WARNING,
                        "the journal or the list of what was deleted cannot be written outside the database; check the disk "
                                + "and journal.syslog, it is tried again every second",
                        e);
            }
            troubled = true;
        }
    }

    private void note() throws IOException {
        Witness head = journal.head();
        if (noted.filter(head::equals).isPresent()) {
            return;
        }
        Path part = note.resolveSibling(note.getFileName() + ".part");
        Files.writeString(part, head + "\n");
        Files.move(part, note, StandardCopyOption.ATOMIC_MOVE);
        noted = Optional.of(head);
    }

    private void list() throws IOException {
        List<String> missing = database.read(handle -> Tombstones.all(handle)).stream()
                .map(Tombstones.Tombstone::line)
                .filter(line -> !listed.contains(line))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        try (FileChannel channel = FileChannel.open(
                list, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            channel.write(StandardCharsets.UTF_8.encode(String.join("\n", missing) + "\n"));
            channel.force(true);
        }
        listed.addAll(missing);
    }

    private void send() throws IOException {
        if (syslog.isEmpty()) {
            return;
        }
        for (List<Entry> entries = unsent(); !entries.isEmpty(); entries = unsent()) {
            syslog.get().send(entries);
            long last = entries.getLast().id();
            database.change(handle -> handle.execute("UPDATE journal_sent SET id = ?", last));
        }
    }

    private List<Entry> unsent() {
        return database.read(handle -> Journal.after(
                handle,
                handle.createQuery("SELECT id FROM journal_sent")
                        .mapTo(Long.class)
                        .one(),
                Long.MIN_VALUE));
    }

    @Override
    public void close() {
        rounds.shutdownNow();
        try {
            if (!rounds.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "the log server takes nothing; what it lacks is sent after the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        round();
    }
}
