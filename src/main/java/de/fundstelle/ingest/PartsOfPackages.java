// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Writes down what lies in a package – an archive, a mail, a PDF – as documents of their own.
///
/// Part of the [Ledger], inside whose transactions it works.
final class PartsOfPackages {

    /// Stands between the name of a package and what lies in it, in the identity of a document.
    private static final String INSIDE = "!/";

    private final Arrivals arrivals;

    PartsOfPackages(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    /// Takes in the parts of a package that was read; gives the documents that its version before had, and this has no
    /// more, with all that lie inside them.
    List<String> accept(Handle handle, Outcome.Read done) {
        Outcome.Work work = done.work();
        Outcome.Lineage lineage = work.lineage();
        Arrivals.Destination to = new Arrivals.Destination(
                work.collection(),
                lineage.run(),
                new Arrivals.Parent(work.document(), lineage.root(), lineage.depth()));
        Set<String> names = new HashSet<>();
        Set<String> kept = new HashSet<>();
        for (Extraction.Part part : done.parts()) {
            String name = unique(part.name(), names);
            Upload upload = new Upload(
                    lineage.key() + INSIDE + name,
                    work.name() + "/" + name,
                    Map.of(),
                    Optional.of(part.content()),
                    Optional.empty());
            kept.add(arrivals.accept(handle, to, upload).document());
        }
        List<String> gone = handle
                .createQuery("SELECT id FROM document WHERE parent = :parent")
                .bind("parent", work.document())
                .mapTo(String.class)
                .stream()
                .filter(document -> !kept.contains(document))
                .toList();
        return Ledger.withParts(handle, gone);
    }

    /// Two files of one name in one archive are two documents.
    private static String unique(String name, Set<String> names) {
        String unique = name;
        for (int number = 2; !names.add(unique); number++) {
            unique = "%s (%d)".formatted(name, number);
        }
        return unique;
    }
}
