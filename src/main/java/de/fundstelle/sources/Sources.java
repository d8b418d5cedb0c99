// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import de.fundstelle.access.Collections;
import de.fundstelle.audit.Journal;
import de.fundstelle.config.Settings;
import de.fundstelle.ingest.Ingest;
import de.fundstelle.retention.Removal;
import de.fundstelle.store.Database;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The watched folders: what somebody decided about each, and the scans, every few minutes and on demand.
///
/// Thread-safe. A source that nobody confirmed is only counted, see [Report].
public final class Sources implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Sources.class.getName());

    /// Sources that are looked through at the same time; a share that hangs holds one.
    private static final int THREADS = 4;

    /// A command that starts the program for a moment does not begin a scan.
    private static final long FIRST_MILLIS = 5000;

    private static final int LONGEST_END_SECONDS = 10;

    /// Rows of one list of files.
    public static final int MOST_LISTED = 1000;

    private final Settings.Sources settings;
    private final Database database;
    private final Confirmation confirmation;
    private final Journal journal;
    private final SourceTable table;
    private final Scans scans;
    private final Set<String> configured = ConcurrentHashMap.newKeySet();

    /// Sources whose scan was asked for and has not begun.
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();

    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(
            THREADS, Thread.ofPlatform().name("sources-", 1).daemon().factory());

    /// Watches folders of the local file system.
    public Sources(
            Settings.Sources settings,
            long maxSize,
            Database database,
            Ingest ingest,
            Collections collections,
            Removal removal,
            Journal journal,
            Clock clock) {
        this(settings, maxSize, database, ingest, collections, removal, journal, clock, new LocalFiles());
    }

    Sources(
            Settings.Sources settings,
            long maxSize,
            Database database,
            Ingest ingest,
            Collections collections,
            Removal removal,
            Journal journal,
            Clock clock,
            FileTree tree) {
        this.settings = settings;
        this.database = database;
        this.confirmation = new Confirmation(database, collections, journal, tree);
        this.journal = journal;
        this.table = new SourceTable(database);
        this.scans = new Scans(maxSize, database, table, ingest, removal, journal, clock, tree);
        table.endInterrupted(clock.millis());
        settings.folders()
                .forEach(root -> configured.add(table.open(root, clock.millis()).id()));
    }

    /// Begins to look through the sources, now and then every few minutes.
    @SuppressWarnings("FutureReturnValueIgnored") // each round reports its own failures
    public void start() {
        long every = settings.interval().toMillis();
        configured.forEach(id ->
                threads.scheduleWithFixedDelay(() -> scans.attempt(id), FIRST_MILLIS, every, TimeUnit.MILLISECONDS));
    }

    /// What came of a wish.
    public sealed interface Answer {
        /// It was done.
        record Done(Source source) implements Answer {}

        /// It does not fit how things are; the advice is in German.
        record Refused(String advice) implements Answer {}
    }

    /// Where the files of a folder shall go: into a collection there is, or into a new one without readers.
    ///
    /// @param folder below the root; "" for the files that lie in the root itself
    /// @param collection identifier or name of one there is
    /// @param newCollection name of one that is made
    public record Wish(
            String folder,
            @Nullable String collection,
            @Nullable String newCollection) {}

    /// How a source stands now.
    ///
    /// @param configured whether it is still in the settings; otherwise nothing happens to it
    /// @param running whether it is being looked through
    /// @param files numbers by standing: taken, refused, unreadable, skipped, kept, gone
    /// @param documents numbers by state: waiting, searchable, complete, refused
    /// @param scans the newest first
    public record Standing(
            Source source,
            boolean configured,
            boolean running,
            Map<String, Integer> files,
            Map<String, Integer> documents,
            List<ScanRecord> scans) {
        public Standing {
            files = Map.copyOf(files);
            documents = Map.copyOf(documents);
            scans = List.copyOf(scans);
        }
    }

    public List<Source> all() {
        return table.all();
    }

    public Optional<Source> find(String id) {
        return table.find(id);
    }

    /// How a source stands.
    ///
    /// @param newest how many scans to tell of
    public Standing standing(Source source, int newest) {
        // first of all: what is read after a scan has ended is its result
        boolean running = wanted.contains(source.id()) || scans.isRunning(source.id());
        Source now = table.find(source.id()).orElse(source);
        KnownFiles files = new KnownFiles(database, source.id());
        List<ScanRecord> told = new ArrayList<>(table.scans(source.id(), newest));
        Optional<Counts> counted = scans.counting(source.id());
        if (counted.isPresent() && !told.isEmpty() && told.getFirst().outcome() == ScanRecord.Outcome.RUNNING) {
            ScanRecord scan = told.getFirst();
            told.set(
                    0,
                    new ScanRecord(
                            scan.number(),
                            scan.started(),
                            null,
                            scan.outcome(),
                            counted.get(),
                            scan.warnings(),
                            scan.unmapped()));
        }
        return new Standing(
                now, configured.contains(source.id()), running, files.states(), files.documentStates(), told);
    }

    /// A file of a source, for whoever looks after it.
    ///
    /// @param after what to ask with for those that follow
    /// @param reason why it was not taken in
    public record Listed(
            String path,
            String after,
            @Nullable String reason,
            @Nullable String document) {}

    /// Files of one standing, by path, after one of them.
    public List<Listed> files(Source source, String standing, @Nullable String after, int limit) {
        return new KnownFiles(database, source.id())
                .listed(standing, after, Math.min(limit, MOST_LISTED)).stream()
                        .map(known -> new Listed(
                                FilePath.shown(known.path()), known.path(), known.reason(), known.document()))
                        .toList();
    }

    /// Decides what of a source goes where, instead of what was decided before; a scan follows.
    public Answer confirm(String actor, Source source, List<Wish> wishes, List<String> excludes) {
        Optional<String> refusal = confirmation.confirm(actor, source, wishes, excludes);
        if (refusal.isPresent()) {
            return new Answer.Refused(refusal.get());
        }
        Source now = table.find(source.id()).orElseThrow();
        if (now.state() == Source.State.WATCHED) {
            scans.halt(now.id()); // one that is going on follows what was decided before
            submit(now);
        }
        return new Answer.Done(now);
    }

    /// Looks through a source soon; one that nobody confirmed is counted anew.
    public Answer scan(Source source) {
        if (!configured.contains(source.id())) {
            return new Answer.Refused("Der Ordner steht nicht mehr in ingest.sources. Bitten Sie Ihre IT darum.");
        }
        if (source.state() == Source.State.PAUSED) {
            return new Answer.Refused("Die Überwachung ist angehalten. Setzen Sie sie zuerst fort.");
        }
        submit(source);
        return new Answer.Done(source);
    }

    private void submit(Source source) {
        if (configured.contains(source.id()) && wanted.add(source.id())) {
            threads.execute(() -> scans.onDemand(source.id(), () -> wanted.remove(source.id())));
        }
    }

    /// Decides about documents whose files vanished: they go with the next scan, or they stay for good.
    public Answer decide(String actor, Source source, boolean remove) {
        if (source.asked() == null) {
            return new Answer.Refused("Bei diesem Ordner ist nichts zu entscheiden; es fehlen keine Dateien.");
        }
        if (remove && source.state() == Source.State.PAUSED) {
            return new Answer.Refused("Die Überwachung ist angehalten. Setzen Sie sie zuerst fort.");
        }
        int number = new KnownFiles(database, source.id()).goneNumber();
        database.change(handle -> {
            if (remove) {
                SourceTable.answerRemove(handle, source.id());
            } else {
                SourceTable.keepGone(handle, source.id());
            }
            journal.append(
                    handle,
                    actor,
                    Journal.Action.SOURCE_VANISHED_DECIDED,
                    source.id(),
                    "%s %d documents".formatted(remove ? "remove" : "keep", number));
        });
        if (remove) {
            submit(source);
        }
        return new Answer.Done(table.find(source.id()).orElseThrow());
    }

    /// Stops looking, also in the middle of a scan; documents stay as they are.
    public Answer pause(String actor, Source source) {
        Answer answer =
                switchTo(actor, source, Source.State.WATCHED, Source.State.PAUSED, Journal.Action.SOURCE_PAUSED);
        if (answer instanceof Answer.Done) {
            scans.halt(source.id());
        }
        return answer;
    }

    /// Looks again.
    public Answer resume(String actor, Source source) {
        Answer answer =
                switchTo(actor, source, Source.State.PAUSED, Source.State.WATCHED, Journal.Action.SOURCE_RESUMED);
        if (answer instanceof Answer.Done) {
            submit(source);
        }
        return answer;
    }

    private Answer switchTo(String actor, Source source, Source.State from, Source.State to, Journal.Action action) {
        if (source.state() == Source.State.NEW) {
            return new Answer.Refused("Dieser Ordner wird noch nicht überwacht. Bestätigen Sie zuerst die Zuordnung.");
        }
        if (source.state() == from) {
            database.change(handle -> {
                SourceTable.state(handle, source.id(), to);
                journal.append(handle, actor, action, source.id(), "done");
            });
        }
        return new Answer.Done(table.find(source.id()).orElseThrow());
    }

    /// Runs what is due for one source, in this thread.
    void attempt(String id) {
        scans.attempt(id);
    }

    /// Ends scans at the next file, and waits a moment for it; an interrupt would close the files of the index.
    @Override
    public void close() {
        scans.end();
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "a watched folder does not answer; its scan ends with the program");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
