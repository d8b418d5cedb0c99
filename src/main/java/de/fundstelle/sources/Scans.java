// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import de.fundstelle.audit.Journal;
import de.fundstelle.ingest.Ingest;
import de.fundstelle.retention.Removal;
import de.fundstelle.sources.Counts.Counting;
import de.fundstelle.sources.ScanRecord.Outcome;
import de.fundstelle.store.Database;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;

/// Runs scans and dry runs, never two of one source at a time, and writes down how they ended.
final class Scans {

    private static final System.Logger LOG = System.getLogger(Scans.class.getName());

    private final long maxSize;
    private final Database database;
    private final SourceTable table;
    private final Ingest ingest;
    private final Removal removal;
    private final Journal journal;
    private final Clock clock;
    private final FileTree tree;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Map<String, Counting> running = new ConcurrentHashMap<>();
    private final Set<String> halted = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;

    Scans(
            long maxSize,
            Database database,
            SourceTable table,
            Ingest ingest,
            Removal removal,
            Journal journal,
            Clock clock,
            FileTree tree) {
        this.maxSize = maxSize;
        this.database = database;
        this.table = table;
        this.ingest = ingest;
        this.removal = removal;
        this.journal = journal;
        this.clock = clock;
        this.tree = tree;
    }

    /// What is due by the clock: a scan, or the first dry run.
    void attempt(String id) {
        run(id, false, () -> {});
    }

    /// What somebody asked for: a scan, or another dry run.
    ///
    /// @param begun told as soon as it begins; who asks from then on wants another one
    void onDemand(String id, Runnable begun) {
        run(id, true, begun);
    }

    private void run(String id, boolean wanted, Runnable begun) {
        ReentrantLock lock = locks.computeIfAbsent(id, name -> new ReentrantLock(true));
        if (wanted) {
            lock.lock();
        } else if (!lock.tryLock()) {
            return;
        }
        halted.remove(id);
        running.put(id, new Counting());
        begun.run();
        try {
            Source source = table.find(id).orElseThrow();
            switch (source.state()) {
                case NEW -> survey(source, wanted);
                case WATCHED -> scan(source);
                case PAUSED -> {}
            }
        } catch (IOException | RuntimeException e) { // the edge of a scheduled run: soon there is another one
            LOG.log(Level.ERROR, "looking through the watched folder " + id + " failed; it is tried again", e);
        } finally {
            running.remove(id);
            lock.unlock();
        }
    }

    private boolean isEnding(String id) {
        return ending || halted.contains(id);
    }

    private void survey(Source source, boolean wanted) {
        Report last = source.report();
        if (!wanted && last != null && last.problem() == null) {
            return;
        }
        Survey survey = new Survey(maxSize);
        Report report;
        try (FileTree.Folder root = tree.open(source.root())) {
            new Walk(survey, () -> isEnding(source.id())).through(root);
            report = survey.report(clock.millis());
        } catch (Stopped e) {
            return;
        } catch (IOException e) {
            report = Report.failed(
                    clock.millis(),
                    "Der Ordner ist nicht erreichbar. "
                            + "Prüfen Sie, ob die Freigabe eingebunden ist und ob Fundstelle sie lesen darf.");
        }
        table.report(source.id(), report);
        LOG.log(Level.INFO, "dry run of the watched folder {0}: {1} files", source.id(), report.files());
    }

    private void scan(Source source) throws IOException {
        long started = clock.millis();
        int number = table.begin(source.id(), started);
        Counting counting = running.getOrDefault(source.id(), new Counting());
        Scan.Work work = new Scan.Work(
                source.id(),
                FilePath.shown(FilePath.name(source.root().toString())),
                number,
                new KnownFiles(database, source.id()),
                counting,
                () -> isEnding(source.id()));
        Scan scan = new Scan(work, source, tree, ingest, removal, clock);
        Outcome outcome = Outcome.FAILED;
        try {
            outcome = scan.run();
        } catch (Stopped e) {
            outcome = Outcome.STOPPED;
        } finally {
            end(
                    source,
                    scan,
                    new ScanRecord(
                            number,
                            started,
                            clock.millis(),
                            outcome,
                            counting.now(),
                            scan.warnings(),
                            scan.unmapped()));
        }
    }

    private void end(Source source, Scan scan, ScanRecord told) {
        boolean done = told.outcome() == Outcome.DONE;
        database.change(handle -> {
            SourceTable.end(handle, source.id(), told);
            if (done) {
                question(handle, source, scan.asks());
            }
            journal.append(
                    handle,
                    Scan.ACTOR,
                    Journal.Action.SOURCE_SCANNED,
                    source.id(),
                    told.outcome().key() + ", " + told.counts().line());
        });
        if (done && !scan.store().isEmpty()) {
            table.store(source.id(), scan.store());
        }
        LOG.log(
                done || told.outcome() == Outcome.STOPPED ? Level.INFO : Level.WARNING,
                "scan {0} of the watched folder {1}: {2}, {3}",
                told.number(),
                source.id(),
                told.outcome().key(),
                told.counts().line());
        if (scan.asks()) {
            LOG.log(
                    Level.WARNING,
                    "many files of the watched folder {0} are gone; an administrator must say whether their documents go",
                    source.id());
        }
    }

    /// A question stays as old as it is; an answer that came while the scan was going on stays, too.
    private void question(Handle handle, Source source, boolean asks) {
        if (!asks) {
            SourceTable.ask(handle, source.id(), null);
        } else if (source.asked() == null || source.answered()) {
            SourceTable.ask(handle, source.id(), clock.millis());
        }
    }

    boolean isRunning(String id) {
        return running.containsKey(id);
    }

    /// What the scan that is going on has found so far.
    Optional<Counts> counting(String id) {
        return Optional.ofNullable(running.get(id)).map(Counting::now);
    }

    /// Ends the scan of a source at the next file.
    void halt(String id) {
        halted.add(id);
    }

    /// Ends all scans at the next file.
    void end() {
        ending = true;
    }
}
