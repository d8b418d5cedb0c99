// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Collection;
import de.fundstelle.access.Task;
import de.fundstelle.facts.FactName;
import de.fundstelle.facts.Value;
import de.fundstelle.ingest.Import;
import de.fundstelle.ingest.Ingest;
import de.fundstelle.ingest.LibraryDocument;
import de.fundstelle.ingest.Upload;
import de.fundstelle.retention.Removal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Documents that another system brings under keys of its own; doing it twice changes nothing.
final class SourceRoutes {

    private static final String PATH = "/api/collections/{id}/documents/by-source/{key}";
    private static final int LONGEST_KEY = 500;

    /// In bytes; the longest fact has 1000 characters.
    private static final int LONGEST_FIELD = 4000;

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

    /// @param ignored fields that mean nothing here, so that a misspelt one is noticed
    private record Brought(
            List<Shown.TheImport> imports, @Nullable List<String> ignored) {}

    List<Route> routes() {
        return List.of(
                Route.put(PATH, Task.CONTRIBUTE, this::bring), Route.delete(PATH, Task.CONTRIBUTE, this::remove));
    }

    private void bring(Call call) throws IOException {
        Collection collection = reach.contributed(call.person(), call.path("id"));
        String key = key(call);
        List<Upload> uploads = new ArrayList<>();
        Said said = new Said();
        boolean accepted = false;
        try {
            Uploads.read(call, (field, name, content) -> {
                if (uploads.size() + said.fields == MOST_PARTS) {
                    throw new Problem(413, "Höchstens %d Felder auf einmal.".formatted(MOST_PARTS));
                }
                if (name.isEmpty()) {
                    said.add(field, text(field, content));
                } else {
                    uploads.add(Uploads.receive(ingest, name, content));
                }
            });
            if (uploads.size() != 1) {
                throw Problem.malformed("Zu einem Schlüssel gehört genau eine Datei, im Feld „files“.");
            }
            List<Import> imports = ingest.accept(
                    call.person().id(),
                    collection.id(),
                    List.of(uploads.getFirst().bySource(key, said.facts)));
            accepted = true;
            call.send(
                    202,
                    new Brought(
                            ImportRoutes.Imports.of(imports).imports(),
                            said.ignored.isEmpty() ? null : List.copyOf(said.ignored)));
        } finally {
            if (!accepted) {
                ingest.discard(uploads);
            }
        }
    }

    /// What the fields beside the file say about the document: facts by their names, with `-` or `_`.
    private static final class Said {

        private final Map<FactName, String> facts = new EnumMap<>(FactName.class);
        private final Set<String> ignored = new TreeSet<>();
        private int fields;

        private void add(String field, String text) {
            fields++;
            Optional<FactName> name = FactName.of(field.replace('_', '-'));
            if (name.isEmpty()) {
                ignored.add(field);
            } else if (!text.isBlank()) {
                switch (Value.of(name.get(), text)) {
                    case Value.Unfit unfit -> throw Problem.refused("Feld „%s“: %s".formatted(field, unfit.advice()));
                    case Value.Fits fits -> facts.put(name.get(), fits.value());
                }
            }
        }
    }

    private static String text(String field, InputStream content) throws IOException {
        byte[] bytes = content.readNBytes(LONGEST_FIELD + 1);
        if (bytes.length > LONGEST_FIELD) {
            throw Problem.refused("Feld „%s“: höchstens %d Byte.".formatted(field, LONGEST_FIELD));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.malformed("Feld „%s“ ist kein UTF-8.".formatted(field));
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
