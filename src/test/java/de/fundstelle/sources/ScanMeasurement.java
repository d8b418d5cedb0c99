// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// How long a scan of many files takes in which nothing has changed, and how much memory; run by hand.
///
/// Arguments: an empty folder, a number of files. The files lie 100 to a folder, and are known as if taken in before.
final class ScanMeasurement {

    private static final int PER_FOLDER = 100;

    private ScanMeasurement() {}

    public static void main(String... arguments) throws Exception {
        int number = Integer.parseInt(arguments[1]);
        try (Watching watching = new Watching(Path.of(arguments[0]))) {
            long start = System.nanoTime();
            for (int at = 0; at < number; at++) {
                watching.write("A/%04d/%05d.txt".formatted(at / PER_FOLDER, at), "Nummer " + at);
            }
            tell("writing the files", number, start);
            start = System.nanoTime();
            watching.sources.attempt(watching.source().id());
            tell("dry run", number, start);
            know(watching, number);
            for (int round = 1; round <= 3; round++) {
                System.gc();
                start = System.nanoTime();
                ScanRecord scan = watching.record();
                tell(
                        "scan " + round + ", " + scan.outcome() + ", "
                                + scan.counts().line(),
                        number,
                        start);
            }
        }
    }

    /// Writes down every file as taken in, without a document behind it.
    private static void know(Watching watching, int number) throws Exception {
        String collection = watching.collection("A").id();
        watching.database.change(handle ->
                SourceTable.confirm(handle, watching.source().id(), java.util.Map.of("A", collection), List.of()));
        KnownFiles files = new KnownFiles(watching.database, watching.source().id());
        List<Known> rows = new ArrayList<>();
        for (int at = 0; at < number; at++) {
            String path = "A/%04d/%05d.txt".formatted(at / PER_FOLDER, at);
            var attributes = Files.readAttributes(watching.root.resolve(path), BasicFileAttributes.class);
            rows.add(new Known(
                    path,
                    attributes.size(),
                    Found.modified(attributes),
                    "hash",
                    Known.State.TAKEN,
                    null,
                    collection,
                    "document-" + at,
                    null));
            if (rows.size() == KnownFiles.AT_ONCE || at == number - 1) {
                files.save(0, rows);
                rows.clear();
            }
        }
    }

    private static void tell(String what, int number, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
        System.out.printf(
                "%s: %.1f s, %.0f files/s, %d MB heap in use, at the most %d MB%n",
                what, seconds, number / seconds, heap, Runtime.getRuntime().maxMemory() >> 20);
    }
}
