// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.document.DocumentText;
import de.fundstelle.facts.Facts;
import de.fundstelle.facts.SelfDescription;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks for facts in documents that were read before the program knew how to; once, in the background.
final class SecondLook implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SecondLook.class.getName());

    /// Documents asked for at a time.
    private static final int BATCH = 50;

    private final Library library;
    private final Facts facts;
    private final Thread thread;
    private volatile boolean closing;

    SecondLook(Library library, Facts facts) {
        this.library = library;
        this.facts = facts;
        this.thread = Thread.ofPlatform().name("second-look").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        Set<String> tried = new HashSet<>();
        try {
            List<String> unseen = facts.unseen(BATCH);
            while (!closing && !unseen.isEmpty()) {
                for (String document : unseen) {
                    if (!closing && tried.add(document)) {
                        look(document);
                    }
                }
                unseen = facts.unseen(BATCH).stream()
                        .filter(document -> !tried.contains(document))
                        .toList();
            }
            if (!tried.isEmpty()) {
                LOG.log(Level.INFO, "looked for facts in {0} documents that were read before", tried.size());
            }
        } catch (RuntimeException e) { // the edge of a scheduled run: facts are missing, nothing else
            LOG.log(Level.WARNING, "looking for facts stopped; it goes on at the next start", e);
        }
    }

    private void look(String id) {
        Optional<LibraryDocument> document = library.document(id);
        Optional<String> version = document.flatMap(found -> Optional.ofNullable(found.version()));
        Optional<DocumentText> text = library.text(id);
        if (document.isPresent() && version.isPresent() && text.isPresent()) {
            LibraryDocument known = document.get();
            Optional<String> title = Optional.of(known.title())
                    .filter(name -> !name.equals(known.name()))
                    .filter(name -> facts.givenTitle(id).isEmpty());
            facts.writeLater(id, version.get(), SelfDescription.of(text.get(), title));
        }
    }

    /// Ends after the document that is being looked at.
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
