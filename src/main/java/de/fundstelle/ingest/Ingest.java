// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.audit.Journal;
import de.fundstelle.config.Settings;
import de.fundstelle.facts.FactName;
import de.fundstelle.facts.Facts;
import de.fundstelle.index.PassageIndex;
import de.fundstelle.models.Embeddings;
import de.fundstelle.store.Database;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Takes files in: keeps them, has them read and split, and puts their passages into the index.
///
/// Thread-safe. What [#accept] returned from is kept, whatever happens afterwards.
public final class Ingest implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Ingest.class.getName());

    private final Settings.Ingest settings;
    private final Originals originals;
    private final Library library;
    private final Facts facts;
    private final Ledger ledger;
    private final Reconciliation reconciliation;
    private final Runs runs;
    private final Recognitions recognitions;
    private final Custody custody;
    private final Consumer<List<String>> vanished;
    private final Moves moves;
    private final Progress progress = new Progress();
    private final Standstill standstill = new Standstill();
    private final Indexing indexing;
    private final Committer committer;
    private final Extractor extractor;
    private final Readings readings;
    private final Recognizing recognizing;
    private final Retitling retitling;
    private final SecondLook secondLook;
    private final Optional<Embedder> embedder;

    /// Brings the index in line with the database and starts to read what is waiting.
    ///
    /// @param vanished told of documents that are gone because the package that they lay in has them no more
    public Ingest(
            Settings.Ingest settings,
            Path temporary,
            Originals originals,
            Database database,
            PassageIndex index,
            Optional<Embeddings> embeddings,
            Clock clock,
            Journal journal,
            Consumer<List<String>> vanished)
            throws IOException {
        this.settings = settings;
        this.originals = originals;
        this.library = new Library(database);
        this.facts = new Facts(database, clock, journal);
        this.ledger = new Ledger(database, clock, journal, facts);
        this.runs = new Runs(database, clock, journal, ledger.changes());
        this.recognitions = new Recognitions(database, clock);
        this.custody = new Custody(originals, ledger);
        this.vanished = vanished;
        this.reconciliation = new Reconciliation(database, library, index);
        this.moves = new Moves(database, library, index, clock);
        int again = ledger.releaseAll();
        if (again > 0) {
            LOG.log(Level.INFO, "reading {0} files again that were being read when the program ended", again);
        }
        reconciliation.repair();
        State searchable = embeddings.isPresent() ? State.SEARCHABLE : State.COMPLETE;
        this.indexing = new Indexing(index, ledger::knows, ledger::delete);
        this.committer = new Committer(index, indexing, ledger, custody, searchable, standstill, this::committed);
        this.extractor = new Extractor(settings, temporary, originals);
        this.readings = new Readings(
                ledger, originals, recognitions, extractor, indexing, committer, standstill, settings.readers());
        this.recognizing = new Recognizing(recognitions, originals, extractor, this::recognized);
        this.embedder = embeddings.map(model -> new Embedder(index, model, ledger, readings::busy, progress::happened));
        this.retitling = new Retitling(database, library, index, searchable);
        this.secondLook = new SecondLook(library, facts);
        committer.purgeSoon();
        committer.start();
        readings.start();
        recognizing.start();
        embedder.ifPresent(Embedder::start);
        secondLook.start();
    }

    private void committed(Ledger.Finished finished) {
        try {
            if (!finished.vanished().isEmpty()) {
                vanished.accept(finished.vanished());
            }
            if (!finished.released().isEmpty()) {
                custody.release(() -> ledger.forgetOriginals(finished.released()));
            }
            if (!finished.orphans().isEmpty()) {
                forgetOriginals();
            }
        } catch (IOException | RuntimeException e) { // the committer goes on; what is left behind can be found
            LOG.log(Level.WARNING, "originals that nobody needs any more could not be removed; verify names them", e);
        }
        progress.happened();
        readings.wake();
        recognizing.wake();
        embedder.ifPresent(Embedder::wake);
    }

    private void recognized() {
        progress.happened();
        readings.wake();
    }

    public Library library() {
        return library;
    }

    /// Imports of many files, as people see them.
    public Runs runs() {
        return runs;
    }

    /// Says that somebody has changed what is to be read.
    public void wake() {
        readings.wake();
        recognizing.wake();
        progress.happened();
    }

    /// How sure recognition was of the pages of a document's original, 0 to 100, by page.
    public Map<Integer, Integer> confidence(String original) {
        return recognitions.confidence(original);
    }

    /// What is stated about documents.
    public Facts facts() {
        return facts;
    }

    /// Whether nothing can be taken in at the moment, because index or database cannot be written. It goes on by
    /// itself.
    public boolean standsStill() {
        return standstill.now();
    }

    /// Wakes those who watch imports.
    public Progress progress() {
        return progress;
    }

    /// Receives one file from a stream; it counts only once it was accepted.
    public Upload receive(String name, InputStream content) throws IOException {
        return originals
                .receive(content, settings.maxSize())
                .map(arrived -> Upload.of(name, arrived))
                .orElseGet(() -> tooLarge(name));
    }

    /// Bytes of the largest file that is taken in.
    public long largestFile() {
        return settings.maxSize();
    }

    /// Whether a file of so many bytes is refused, whatever is in it.
    public boolean isTooLarge(long size) {
        return size > settings.maxSize();
    }

    /// A file that is refused for its size before it is read.
    public Upload tooLarge(String name) {
        return Upload.refused(name, tooLarge());
    }

    private Extraction.Unreadable tooLarge() {
        return new Extraction.Unreadable(
                "Die Datei ist größer als %d MB.".formatted(settings.maxSize() >> 20),
                "Teilen Sie die Datei, oder bitten Sie Ihre IT, ingest.max-size zu erhöhen.");
    }

    /// Takes received files into a collection, as an import of their own; when this returns they are kept and will be
    /// read.
    ///
    /// @param actor identifier of the person who brings them
    public List<Import> accept(String actor, String collection, List<Upload> uploads) throws IOException {
        return accept(actor, collection, Upload.Batch.of(uploads), uploads);
    }

    /// As above, but as a named import, or as more of one that has begun.
    public List<Import> accept(String actor, String collection, Upload.Batch batch, List<Upload> uploads)
            throws IOException {
        List<String> ids = custody.accept(actor, collection, batch, uploads);
        readings.wake();
        progress.happened();
        return library.withIds(ids);
    }

    /// Forgets files that were received but will not be accepted.
    public void discard(List<Upload> uploads) throws IOException {
        for (Upload upload : uploads) {
            if (upload.content().isPresent()) {
                originals.discard(upload.content().get());
            }
        }
    }

    /// Removes a document and what lies inside it: nothing finds them any more when this returns.
    ///
    /// @param actor identifier of the person who wants it
    /// @return what was removed
    public List<String> delete(String actor, String document) throws IOException {
        return delete(actor, List.of(document));
    }

    /// Removes documents together, as above.
    public List<String> delete(String actor, List<String> documents) throws IOException {
        List<String> deleted = ledger.withParts(documents);
        indexing.forget(actor, deleted);
        committer.purgeSoon();
        forgetOriginals();
        progress.happened();
        return deleted;
    }

    /// Removes the originals that no document and no import needs.
    public void forgetOriginals() throws IOException {
        custody.release(ledger::forgetOriginals);
    }

    /// Gives a document the title that a person chose, or the one back that was read.
    ///
    /// @param actor identifier of the person who wants it
    /// @return false if the document is being read at this moment, so that nothing was done
    public boolean retitle(String actor, String document, Optional<String> title) throws IOException {
        int done = indexing.undisturbed(() -> {
            if (retitling.isBusy(document)) {
                return 0;
            }
            if (title.isPresent()) {
                facts.correct(actor, document, FactName.TITLE, title.get());
            }
            Optional<String> wanted = title.isPresent() ? title : facts.restore(actor, document, FactName.TITLE);
            if (wanted.isPresent()) {
                retitling.retitle(document, wanted.get());
            }
            return 1;
        });
        embedder.ifPresent(Embedder::wake);
        progress.happened();
        return done > 0;
    }

    /// A document that another system knows under another key and name now.
    public record Move(String document, String sourceKey, String name) {}

    /// Gives documents other keys and names without reading them again.
    ///
    /// @return those that were moved or are not there; the others are just being read
    public List<String> move(List<Move> wanted) throws IOException {
        List<String> moved = new ArrayList<>();
        indexing.undisturbed(() -> {
            moved.addAll(moves.move(wanted));
            return moved.size();
        });
        embedder.ifPresent(Embedder::wake);
        progress.happened();
        return moved;
    }

    /// Says that words were deleted, also elsewhere, and should leave the disk within seconds.
    public void purgeSoon() {
        committer.purgeSoon();
    }

    /// Removes all documents of a collection; gives their identifiers.
    public List<String> deleteAll(String actor, String collection) throws IOException {
        List<String> deleted = new ArrayList<>();
        List<LibraryDocument> documents = page(collection);
        while (!documents.isEmpty()) {
            List<String> ids =
                    ledger.withParts(documents.stream().map(LibraryDocument::id).toList());
            indexing.forget(actor, ids);
            deleted.addAll(ids);
            documents = page(collection);
        }
        committer.purgeSoon();
        forgetOriginals();
        progress.happened();
        return deleted;
    }

    private List<LibraryDocument> page(String collection) {
        return library.documents(new Library.Filter(List.of(collection), Optional.empty(), "", Library.MOST));
    }

    /// The file of an original.
    public Path original(String hash) {
        return originals.path(hash);
    }

    /// What the index lacks or has too much, compared with the database.
    public Drift drift() throws IOException {
        Reconciliation.Difference difference = reconciliation.difference();
        return new Drift(
                new ArrayList<>(difference.missing().stream()
                        .map(document -> document.id())
                        .toList()),
                List.copyOf(difference.surplus()));
    }

    /// Identifiers of documents in which index and database differ.
    public record Drift(List<String> missing, List<String> surplus) {
        public Drift {
            missing = List.copyOf(missing);
            surplus = List.copyOf(surplus);
        }
    }

    /// Brings the index in line with the database; gives how many documents were touched.
    ///
    /// Nothing gets into the index and nothing is deleted meanwhile; both wait.
    public int repair() throws IOException {
        int touched = indexing.undisturbed(reconciliation::repair);
        embedder.ifPresent(Embedder::wake);
        return touched;
    }

    @Override
    public void close() {
        committer.retryNoMore();
        recognizing.end();
        secondLook.close();
        readings.close();
        recognizing.close();
        embedder.ifPresent(Embedder::close);
        committer.close();
    }
}
