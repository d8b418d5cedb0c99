// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import de.fundstelle.access.Collection;
import de.fundstelle.access.Task;
import de.fundstelle.document.Block;
import de.fundstelle.document.DocumentText;
import de.fundstelle.ingest.Ingest;
import de.fundstelle.ingest.Library;
import de.fundstelle.ingest.LibraryDocument;
import de.fundstelle.ingest.State;
import de.fundstelle.retention.Removal;
import de.fundstelle.retrieve.Dated;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Documents as the library lists them, their text and their originals.
final class DocumentRoutes {

    private static final int STANDARD = 100;

    private final Ingest ingest;
    private final Dated dated;
    private final Reach reach;
    private final Removal removal;

    DocumentRoutes(Ingest ingest, Dated dated, Reach reach, Removal removal) {
        this.ingest = ingest;
        this.dated = dated;
        this.reach = reach;
        this.removal = removal;
    }

    private record Documents(List<Shown.TheDocument> documents, int total) {}

    /// @param recognized how sure recognition was, 0 to 100, by page
    private record TheWholeDocument(@JsonUnwrapped TheFacts document, Map<Integer, Integer> recognized) {}

    private record Text(String text, List<TextBlock> blocks) {}

    private record TextBlock(
            String kind,
            @Nullable Integer level,
            @Nullable Integer page,
            @Nullable String sheet,
            @Nullable Integer slide,
            int start,
            int end) {
        static TextBlock of(Block block) {
            return new TextBlock(
                    Shown.key(block.kind()),
                    block.level() > 0 ? block.level() : null,
                    block.place().page(),
                    block.place().sheet(),
                    block.place().slide(),
                    block.start(),
                    block.end());
        }
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/documents", Task.READ, this::list),
                Route.get("/api/documents/{id}", Task.READ, this::show),
                Route.delete("/api/documents/{id}", Task.CURATE, this::delete),
                Route.get("/api/documents/{id}/original", Task.READ, this::original),
                Route.get("/api/documents/{id}/text", Task.READ, this::text));
    }

    private void list(Call call) {
        Map<String, Collection> collections = reach.listed(call.person(), call.queries("collection")).stream()
                .collect(Collectors.toMap(Collection::id, Function.identity()));
        Library.Filter filter = new Library.Filter(
                List.copyOf(collections.keySet()),
                call.query("state").map(DocumentRoutes::state),
                call.query("text").orElse(""),
                call.limit(STANDARD, Library.MOST));
        call.send(new Documents(
                ingest.library().documents(filter).stream()
                        .map(document -> Shown.TheDocument.of(document, sample(collections, document)))
                        .toList(),
                ingest.library().count(filter)));
    }

    private static boolean sample(Map<String, Collection> collections, LibraryDocument document) {
        return Optional.ofNullable(collections.get(document.collection()))
                .filter(Collection::sample)
                .isPresent();
    }

    static State state(String key) {
        try {
            return State.of(key);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("Den Zustand „%s“ gibt es nicht.".formatted(key));
        }
    }

    private void show(Call call) {
        LibraryDocument document = reach.document(call.person(), call.path("id"));
        Collection collection = reach.collection(call.person(), document.collection());
        Map<Integer, Integer> confidence =
                document.original() == null ? Map.of() : ingest.confidence(document.original());
        call.send(new TheWholeDocument(
                TheFacts.of(document, collection.sample(), ingest.facts(), AsOf.of(call, dated)), confidence));
    }

    private void delete(Call call) throws IOException {
        removal.document(
                call.person(),
                reach.curatedDocument(call.person(), call.path("id")).id());
        call.sendNothing();
    }

    /// Always an attachment, never shown by the browser itself: originals may hold anything.
    private void original(Call call) throws IOException {
        LibraryDocument document = reach.document(call.person(), call.path("id"));
        String hash = Optional.ofNullable(document.original()).orElseThrow(Problem::unknown);
        String name = document.name().substring(document.name().lastIndexOf('/') + 1);
        call.attachment(name);
        Path file = ingest.original(hash);
        // Opened first, so that a file that is gone is an error; counted, so that one that breaks off is noticed.
        try (InputStream content = Files.newInputStream(file)) {
            call.header(HeaderNames.CONTENT_LENGTH, String.valueOf(Files.size(file)));
            try (OutputStream out = call.stream("application/octet-stream")) {
                content.transferTo(out);
            }
        }
    }

    private void text(Call call) {
        LibraryDocument document = reach.document(call.person(), call.path("id"));
        DocumentText text = ingest.library().text(document.id()).orElseThrow(Problem::unknown);
        call.send(
                new Text(text.text(), text.blocks().stream().map(TextBlock::of).toList()));
    }
}
