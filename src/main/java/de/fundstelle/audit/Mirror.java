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
import java.nio.ByteBuffer;
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
/// Looks every second. What cannot be written now is written later; nothing waits for it,
/// and the log server has a thread of its own, so that one that takes nothing holds up nothing else.
/// The noted entry is the proof that the journal was not changed: while the journal does not hold it, it stays.
public final class Mirror implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Mirror.class.getName());

    private static final long EVERY_MILLIS = 1000;
    private static final long LAST_MILLIS = 2000;

    /// More lines than that are no list of this program's.
    private static final long LARGEST_LIST = 1L << 30;

    private final Database database;
    private final Journal journal;
    private final Path note;
    private final Path list;
    private final Optional<Syslog> syslog;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("mirror").daemon().factory());

    /// Virtual, because interrupting it then closes the connection that it waits for.
    private final ScheduledExecutorService sending = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("syslog").factory());

    /// What is in the list already; kept to append only what is new.
    private final Set<String> listed = new HashSet<>();

    private Optional<Witness> noted;
    private Contents seen = new Contents(0, 0);
    private boolean warned;
    private final Trouble writingTrouble = new Trouble(
            "the newest entry of the journal or the list of what was deleted cannot be written; check the disk, it is tried "
                    + "again every second");
    private final Trouble sendingTrouble = new Trouble(
            "the log server in journal.syslog takes no entries; they are kept and sent when it does, it is tried every second");

    /// Prepares the mirror.
    ///
    /// @param note file for number and hash of the newest entry
    /// @param list file for what was deleted
    /// @param syslog address of the log server
    /// @param certificates of the log server's in-house CA
    public Mirror(
            Database database, Journal journal, Path note, Path list, Optional<URI> syslog, Optional<Path> certificates)
            throws IOException {
        this.database = database;
        this.journal = journal;
        this.note = note;
        this.list = list;
        this.syslog = syslog.isPresent() ? Optional.of(new Syslog(syslog.get(), certificates)) : Optional.empty();
        this.noted = witness(note);
        mend(list);
        try {
            read(list).forEach(stone -> listed.add(stone.line()));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "the list of what was deleted, '%s', is broken: %s; mend the line, or move the file away: it is written anew"
                            .formatted(list, e.getMessage()),
                    e);
        }
    }

    /// Takes the last line away if the program ended while it was written; the database has it still.
    private static void mend(Path list) throws IOException {
        if (!Files.exists(list)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(list, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            ByteBuffer one = ByteBuffer.allocate(1);
            while (end > 0 && channel.read(one.clear(), end - 1) == 1 && one.get(0) != '\n') {
                end--;
            }
            channel.truncate(end);
        }
    }

    /// How many tombstones there are, and the number of the newest row.
    private record Contents(long number, long newest) {}

    /// Begins to look.
    @SuppressWarnings("FutureReturnValueIgnored") // each round reports its own failures
    public void start() {
        rounds.scheduleWithFixedDelay(this::write, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        sending.scheduleWithFixedDelay(this::send, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
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
        } catch (UncheckedIOException e) { // not UTF-8
            throw new IllegalArgumentException("it is no text", e);
        }
    }

    /// A scheduled run that fails: told once, tried again with the next.
    private static final class Trouble {

        private final String message;
        private boolean told;

        Trouble(String message) {
            this.message = message;
        }

        void happened(Exception cause) {
            if (!told) {
                LOG.log(Level.WARNING, message, cause);
            }
            told = true;
        }

        void ended() {
            told = false;
        }
    }

    private void write() {
        try {
            note();
            list();
            writingTrouble.ended();
        } catch (IOException | RuntimeException e) { // the edge of a scheduled run: the next one tries again
            writingTrouble.happened(e);
        }
    }

    private void note() throws IOException {
        Witness head = journal.head();
        if (noted.filter(head::equals).isPresent()) {
            return;
        }
        if (noted.isPresent() && !journal.holds(noted.get())) {
            if (!warned) {
                LOG.log(
                        Level.WARNING,
                        "the journal does not hold entry {0} any more, which was noted in {1}: somebody changed the database, "
                                + "or an older one was put in its place; run verify, and delete the note only if you know why",
                        noted.get().id(),
                        note.getFileName());
            }
            warned = true;
            return;
        }
        Path part = note.resolveSibling(note.getFileName() + ".part");
        Files.writeString(part, head + "\n");
        Files.move(part, note, StandardCopyOption.ATOMIC_MOVE);
        noted = Optional.of(head);
    }

    private void list() throws IOException {
        Contents now = database.read(handle -> handle.createQuery(
                        "SELECT count(*) AS number, coalesce(max(rowid), 0) AS newest FROM tombstone")
                .map((row, context) -> new Contents(row.getLong("number"), row.getLong("newest")))
                .one());
        if (now.equals(seen)) {
            return;
        }
        List<String> missing = database.read(Tombstones::all).stream()
                .map(Tombstones.Tombstone::line)
                .filter(line -> !listed.contains(line))
                .toList();
        if (!missing.isEmpty()) {
            append(missing);
            listed.addAll(missing);
        }
        seen = now;
    }

    private void append(List<String> lines) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(String.join("\n", lines) + "\n");
        try (FileChannel channel = FileChannel.open(list, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long end = channel.size();
            channel.position(end);
            boolean whole = false;
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
                whole = true;
            } finally {
                if (!whole) {
                    channel.truncate(end); // half a line would make the list unreadable
                }
            }
        }
    }

    private void send() {
        if (syslog.isEmpty()) {
            return;
        }
        try {
            for (List<Entry> entries = unsent(); !entries.isEmpty(); entries = unsent()) {
                syslog.get().send(entries);
                long last = entries.getLast().id();
                database.change(handle -> handle.execute("UPDATE journal_sent SET id = ?", last));
            }
            sendingTrouble.ended();
        } catch (IOException | RuntimeException e) { // the edge of a scheduled run: the next one tries again
            sendingTrouble.happened(e);
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

    /// Writes and sends what is new once more; for the log server not longer than a moment.
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // each round reports its own failures
    public void close() {
        rounds.execute(this::write);
        sending.execute(this::send);
        rounds.shutdown();
        sending.shutdown();
        try {
            if (!sending.awaitTermination(LAST_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "the log server takes nothing; what it lacks is sent after the next start");
                sending.shutdownNow();
                sending.awaitTermination(LAST_MILLIS, TimeUnit.MILLISECONDS);
            }
            rounds.awaitTermination(LAST_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sending.shutdownNow();
        }
    }
}
