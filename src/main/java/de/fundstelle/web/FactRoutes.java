// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Task;
import de.fundstelle.facts.FactName;
import de.fundstelle.facts.Facts;
import de.fundstelle.facts.Value;
import de.fundstelle.ingest.Ingest;
import de.fundstelle.ingest.LibraryDocument;
import de.fundstelle.retrieve.Dated;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is stated about a document, put right by those who look after it.
final class FactRoutes {

    private static final String PATH = "/api/documents/{id}/facts/{name}";

    private final Ingest ingest;
    private final Dated dated;
    private final Reach reach;

    FactRoutes(Ingest ingest, Dated dated, Reach reach) {
        this.ingest = ingest;
        this.dated = dated;
        this.reach = reach;
    }

    /// @param value empty to say that there is no such fact
    private record Correction(@Nullable String value) {}

    List<Route> routes() {
        return List.of(Route.put(PATH, Task.CURATE, this::correct), Route.delete(PATH, Task.CURATE, this::restore));
    }

    private void correct(Call call) throws IOException {
        LibraryDocument document = reach.curatedDocument(call.person(), call.path("id"));
        FactName name = name(call);
        String entered = Optional.ofNullable(call.json(Correction.class).value())
                .orElseThrow(() -> Problem.malformed("Es fehlt „value“."));
        switch (Value.of(name, entered)) {
            case Value.Unfit unfit -> throw Problem.refused(unfit.advice());
            case Value.Fits fits -> {
                if (name == FactName.TITLE) {
                    title(document.id(), Optional.of(fits.value()), call);
                } else {
                    ingest.facts().correct(call.person().id(), document.id(), name, fits.value());
                }
            }
        }
        send(call, document.id());
    }

    private void restore(Call call) throws IOException {
        LibraryDocument document = reach.curatedDocument(call.person(), call.path("id"));
        FactName name = name(call);
        if (name == FactName.TITLE) {
            title(document.id(), Optional.empty(), call);
        } else {
            ingest.facts().restore(call.person().id(), document.id(), name);
        }
        send(call, document.id());
    }

    private void title(String document, Optional<String> title, Call call) throws IOException {
        if (!ingest.retitle(call.person().id(), document, title)) {
            throw new Problem(409, "Die Unterlage wird gerade gelesen. Versuchen Sie es in einer Minute noch einmal.");
        }
    }

    private void send(Call call, String id) {
        LibraryDocument document = ingest.library().document(id).orElseThrow(Problem::unknown);
        Facts facts = ingest.facts();
        call.send(TheFacts.of(
                document, reach.collection(call.person(), document.collection()).sample(), facts, dated.today()));
    }

    private static FactName name(Call call) {
        return FactName.of(call.path("name")).orElseThrow(Problem::unknown);
    }
}
