// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Collection;
import de.fundstelle.access.Person;
import de.fundstelle.access.Task;
import de.fundstelle.ingest.Import;
import de.fundstelle.ingest.Ingest;
import de.fundstelle.ingest.Library;
import de.fundstelle.ingest.Run;
import de.fundstelle.ingest.State;
import de.fundstelle.ingest.Upload;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Files on their way in: uploads, and what becomes of them.
final class ImportRoutes {

    /// Files of one request; a folder with more is sent in several.
    private static final int MOST_FILES = 2000;

    private static final int STANDARD = 200;

    private final Ingest ingest;
    private final Reach reach;
    private final Predicate<Call> stillSignedIn;

    ImportRoutes(Ingest ingest, Reach reach, Predicate<Call> stillSignedIn) {
        this.ingest = ingest;
        this.reach = reach;
        this.stillSignedIn = stillSignedIn;
    }

    record Imports(@Nullable String run, List<Shown.TheImport> imports) {
        static Imports of(List<Import> imports) {
            return new Imports(null, imports.stream().map(Shown.TheImport::of).toList());
        }
    }

    List<Route> routes() {
        return List.of(
                Route.post("/api/collections/{id}/documents", Task.CONTRIBUTE, this::upload),
                Route.get("/api/imports", Task.READ, this::list));
    }

    private void upload(Call call) throws IOException {
        Collection collection = reach.contributed(call.person(), call.path("id"));
        Optional<String> run = call.query("run").map(id -> begun(collection, id));
        List<Upload> uploads = new ArrayList<>();
        boolean accepted = false;
        try {
            Uploads.read(call, (field, name, content) -> {
                if (!field.equals("files") || name.isEmpty()) {
                    throw Problem.malformed("Dateien kommen im Feld „files“ und mit ihrem Namen.");
                }
                if (uploads.size() == MOST_FILES) {
                    throw new Problem(413, "Höchstens %d Dateien auf einmal.".formatted(MOST_FILES));
                }
                uploads.add(Uploads.receive(ingest, name, content));
            });
            if (uploads.isEmpty()) {
                throw Problem.malformed("Es kam keine Datei an.");
            }
            Upload.Batch batch = run.map(Upload.Batch::more)
                    .orElseGet(() -> call.query("name")
                            .map(name -> new Upload.Batch(Optional.empty(), name))
                            .orElseGet(() -> Upload.Batch.of(uploads)));
            List<Import> imports = ingest.accept(call.person().id(), collection.id(), batch, uploads);
            accepted = true;
            call.send(
                    202,
                    new Imports(imports.getFirst().run(), Imports.of(imports).imports()));
        } finally {
            if (!accepted) {
                ingest.discard(uploads);
            }
        }
    }

    /// An import of this collection that goes on with these files.
    private String begun(Collection collection, String id) {
        Run run = ingest.runs()
                .run(id)
                .filter(one -> one.collection().equals(collection.id()))
                .orElseThrow(Problem::unknown);
        if (run.state() == Run.State.CANCELLED) {
            throw new Problem(409, "Dieser Import wurde abgebrochen. Beginnen Sie einen neuen.");
        }
        return run.id();
    }

    private void list(Call call) throws InterruptedException {
        List<String> collections = readable(call.person(), call);
        if (call.header(HeaderNames.ACCEPT)
                .filter(type -> type.contains("text/event-stream"))
                .isEmpty()) {
            call.send(Imports.of(imports(call).stream()
                    .filter(one -> collections.contains(one.collection()))
                    .toList()));
            return;
        }
        BooleanSupplier allowed =
                () -> stillSignedIn.test(call) && readable(call.person(), call).equals(collections);
        EventStream.answer(call, allowed, sink -> follow(collections, sink));
    }

    private List<Import> imports(Call call) {
        int limit = call.limit(STANDARD, Library.MOST);
        Optional<String> run = call.query("run");
        if (run.isPresent()) {
            Optional<State> state = call.query("state").map(DocumentRoutes::state);
            return ingest.library().importsOf(run.get(), state, offset(call), limit);
        }
        List<String> ids = call.queries("id");
        return ids.isEmpty()
                ? ingest.library().imports(readable(call.person(), call), limit)
                : ingest.library().withIds(ids);
    }

    private static int offset(Call call) {
        try {
            return Math.max(0, Integer.parseInt(call.query("offset").orElse("0")));
        } catch (NumberFormatException e) {
            throw Problem.malformed("„offset“ ist eine Zahl ab 0.");
        }
    }

    private List<String> readable(Person person, Call call) {
        return reach.listed(person, call.queries("collection")).stream()
                .map(Collection::id)
                .toList();
    }

    /// Tells the newest imports first, then each change.
    private void follow(List<String> collections, EventStream.Sink sink) throws InterruptedException {
        Library library = ingest.library();
        List<Import> now = library.imports(collections, STANDARD);
        long change = now.stream().mapToLong(Import::change).max().orElse(0);
        sink.put(new EventStream.Event("imports", Imports.of(now)));
        long seen = -1;
        while (true) {
            seen = ingest.progress().await(seen, Duration.ofSeconds(1));
            List<Import> changed = library.importsSince(collections, change, Library.MOST);
            if (!changed.isEmpty()) {
                change = changed.getLast().change();
                sink.put(new EventStream.Event("imports", Imports.of(changed)));
            }
        }
    }
}
