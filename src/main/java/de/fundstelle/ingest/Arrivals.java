// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.document.Identifier;
import de.fundstelle.facts.Facts;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Writes down what arrived: which document it is a version of, and whether it must be read at all.
///
/// Part of the [Ledger], inside whose transactions it works.
final class Arrivals {

    private final Clock clock;
    private final Facts facts;
    private final AtomicLong sequence;
    private final AtomicLong change;

    /// Continues the numbers of imports and of their changes.
    Arrivals(Clock clock, Facts facts, AtomicLong sequence, AtomicLong change) {
        this.clock = clock;
        this.facts = facts;
        this.sequence = sequence;
        this.change = change;
    }

    private record Known(
            String id,
            String name,
            String title,
            State state,
            @Nullable String original,
            @Nullable String version) {

        boolean sameAs(Upload upload) {
            return upload.content().orElseThrow().hash().equals(original)
                    && upload.name().equals(name);
        }
    }

    /// Where uploads arrive.
    ///
    /// @param run the import that they belong to
    /// @param parent the package that they lie in, if they lie in one
    record Destination(
            String collection,
            @Nullable String run,
            @Nullable Parent parent) {}

    /// A package; see [Outcome.Lineage].
    record Parent(String id, String root, int depth) {}

    /// What an upload has become.
    record Accepted(String importId, String document) {}

    /// Writes down one upload.
    Accepted accept(Handle handle, Destination to, Upload upload) {
        Known known = known(handle, to.collection(), upload.key()).orElseGet(() -> insert(handle, to, upload));
        Optional<String> titleBefore = Facts.givenTitle(handle, known.id());
        facts.give(handle, known.id(), upload.given());
        boolean called = isCalled(known, titleBefore, Facts.givenTitle(handle, known.id()));
        return new Accepted(importOf(handle, to, known, upload, called), known.id());
    }

    /// Whether the document has the title that it shall have now; otherwise it must be read again, for each passage
    /// carries it.
    private static boolean isCalled(Known known, Optional<String> before, Optional<String> now) {
        return now.map(known.title()::equals).orElseGet(before::isEmpty);
    }

    private String importOf(Handle handle, Destination to, Known known, Upload upload, boolean called) {
        Optional<Extraction.Unreadable> refusal = upload.refusal();
        if (refusal.isPresent()) {
            refuseDocument(handle, known.id(), refusal.get());
            return insertImport(handle, known, to, upload, State.REFUSED);
        }
        Originals.Arrived content = upload.content().orElseThrow();
        boolean tryAgain = Recognitions.forgetFailedOf(handle, content.hash());
        boolean read = known.state() == State.SEARCHABLE || known.state() == State.COMPLETE;
        if (read && called && known.sameAs(upload) && !tryAgain && !unfinished(handle, known.id())) {
            return insertImport(handle, known, to, upload, State.UNCHANGED);
        }
        keep(handle, content);
        if (!read) {
            handle.execute(
                    "UPDATE document SET state = 'waiting', reason = NULL, advice = NULL WHERE id = ?", known.id());
        }
        return insertImport(handle, known, to, upload, State.WAITING);
    }

    /// Writes down that an original is there.
    void keep(Handle handle, Originals.Arrived content) {
        handle.execute(
                "INSERT INTO original (hash, size, created) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                content.hash(),
                content.size(),
                clock.millis());
    }

    private static Optional<Known> known(Handle handle, String collection, String key) {
        return handle.createQuery("""
                        SELECT id, name, title, state, original, version FROM document
                        WHERE collection = :collection AND source_key = :key""")
                .bind("collection", collection)
                .bind("key", key)
                .map((row, context) -> new Known(
                        row.getString("id"),
                        row.getString("name"),
                        row.getString("title"),
                        State.of(row.getString("state")),
                        row.getString("original"),
                        row.getString("version")))
                .findOne();
    }

    private Known insert(Handle handle, Destination to, Upload upload) {
        String title = upload.title().orElse(upload.name());
        Known known = new Known(Identifier.fresh(), upload.name(), title, State.WAITING, null, null);
        handle.createUpdate("""
                        INSERT INTO document (id, collection, source_key, name, title, state, changed, parent, root, depth)
                        VALUES (:id, :collection, :key, :name, :title, 'waiting', :changed, :parent, :root, :depth)""")
                .bind("id", known.id())
                .bind("collection", to.collection())
                .bind("parent", to.parent() == null ? null : to.parent().id())
                .bind("root", to.parent() == null ? null : to.parent().root())
                .bind("depth", to.parent() == null ? 0 : to.parent().depth() + 1)
                .bind("key", upload.key())
                .bind("name", upload.name())
                .bind("title", title)
                .bind("changed", clock.millis())
                .execute();
        return known;
    }

    private static boolean unfinished(Handle handle, String document) {
        return handle.createQuery(
                                "SELECT count(*) FROM import WHERE document = :document AND state IN ('waiting', 'reading')")
                        .bind("document", document)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    private String insertImport(Handle handle, Known known, Destination to, Upload upload, State state) {
        String id = Identifier.fresh();
        handle.createUpdate("""
                        INSERT INTO import (id, document, collection, run, name, title, original, size, state, reason,
                            advice, seconds, sequence, change, created, finished)
                        VALUES (:id, :document, :collection, :run, :name, :title, :original, :size, :state, :reason,
                            :advice, :seconds, :sequence, :change, :created, :finished)""")
                .bind("id", id)
                .bind("document", known.id())
                .bind("collection", to.collection())
                .bind("run", to.run())
                .bind("size", upload.content().map(Originals.Arrived::size).orElse(0L))
                .bind("finished", state == State.WAITING ? null : clock.millis())
                .bind("name", upload.name())
                .bind("title", upload.title().orElse(null))
                .bind(
                        "original",
                        state == State.WAITING ? upload.content().orElseThrow().hash() : null)
                .bind("state", state.key())
                .bind(
                        "reason",
                        upload.refusal().map(Extraction.Unreadable::reason).orElse(null))
                .bind(
                        "advice",
                        upload.refusal().map(Extraction.Unreadable::advice).orElse(null))
                .bind("seconds", state == State.WAITING ? null : 0.0)
                .bind("sequence", sequence.incrementAndGet())
                .bind("change", change.incrementAndGet())
                .bind("created", clock.millis())
                .execute();
        return id;
    }

    /// A version that could be read before goes on serving; then only the import says that the new one was refused.
    void refuseDocument(Handle handle, String document, Extraction.Unreadable why) {
        handle.execute(
                "UPDATE document SET state = 'refused', reason = ?, advice = ?, changed = ? WHERE id = ? AND version IS NULL",
                why.reason(),
                why.advice(),
                clock.millis(),
                document);
    }
}
