// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Collection;
import de.fundstelle.access.Task;
import de.fundstelle.ingest.Ingest;
import de.fundstelle.ingest.LibraryDocument;
import de.fundstelle.ingest.Upload;
import de.fundstelle.retention.Removal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Documents that another system brings under keys of its own; doing it twice changes nothing.
final class SourceRoutes {

    private static final String PATH = "/api/collections/{id}/documents/by-source/{key}";
    private static final int LONGEST_KEY = 500;
    private static final int LONGEST_FIELD = 1000;

    /// A file and what is said about it.
    private static final int MOST_PARTS = 20;

    private final Ingest ingest;
    private final Reach reach;
    private final Removal removal;

    SourceRoutes(Ingest ingest, Reach reach, Removal removal) {
        this.ingest = ingest;
        this.reach = reach;
        this.removal = removal;
    }

    List<Route> routes() {
        return List.of(
                Route.put(PATH, Task.CONTRIBUTE, this::bring), Route.delete(PATH, Task.CONTRIBUTE, this::remove));
    }

    private void bring(Call call) throws IOException {
        Collection collection = reach.contributed(call.person(), call.path("id"));
        String key = key(call);
        List<Upload> uploads = new ArrayList<>();
        Map<String, String> fields = new HashMap<>();
        boolean accepted = false;
        try {
            Uploads.read(call, (field, name, content) -> {
                if (uploads.size() + fields.size() == MOST_PARTS) {
                    throw new Problem(413, "Höchstens %d Felder auf einmal.".formatted(MOST_PARTS));
                }
                if (name.isEmpty()) {
                    fields.put(field, new String(content.readNBytes(LONGEST_FIELD), StandardCharsets.UTF_8).strip());
                } else {
                    uploads.add(ingest.receive(name, content));
                }
            });
            if (uploads.size() != 1) {
                throw Problem.malformed("Zu einem Schlüssel gehört genau eine Datei, im Feld „files“.");
            }
            Optional<String> title = Optional.ofNullable(fields.get("title")).filter(text -> !text.isEmpty());
            var imports = ingest.accept(
                    call.person().id(),
                    collection.id(),
                    List.of(uploads.getFirst().bySource(key, title)));
            accepted = true;
            call.send(202, ImportRoutes.Imports.of(imports));
        } finally {
            if (!accepted) {
                ingest.discard(uploads);
            }
        }
    }

    private void remove(Call call) throws IOException {
        Collection collection = reach.contributed(call.person(), call.path("id"));
        Optional<LibraryDocument> document = ingest.library().bySource(collection.id(), key(call));
        if (document.isPresent()) {
            removal.document(call.person(), document.get().id());
        }
        call.sendNothing();
    }

    private static String key(Call call) {
        String key = call.path("key");
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Problem.refused("Ein Schlüssel hat 1 bis %d Zeichen.".formatted(LONGEST_KEY));
        }
        return key;
    }
}
