// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.ingest.reader.ReadRequest;
import de.fundstelle.ingest.reader.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ReaderPoolTest {

    private final AtomicLong now = new AtomicLong();

    /// A process that must be started first does not answer at the first look, so the look comes in between.
    @Test
    void aReaderThatHadNothingToDoForHoursIsNotTakenForOneThatHangs(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("brief.txt"), "Alles gut");
        ReaderLaunch.Manner manner = new ReaderLaunch.Manner(256L << 20, false);
        try (ReaderPool pool = new ReaderPool(1, folder.resolve("tmp"), "reader", manner, now::get)) {
            assertThat(read(pool, file)).isEqualTo("read");
            now.addAndGet(Duration.ofHours(3).toNanos());
            pool.rest();
            assertThat(read(pool, file)).isEqualTo("read");
        }
    }

    private static String read(ReaderPool pool, Path file) throws InterruptedException {
        ReadRequest request = new ReadRequest(
                file.toString(),
                "brief.txt",
                1_000,
                new ReadRequest.Recognition(List.of(), 0, null),
                new ReadRequest.Unpacking(false, 1, 1, 1),
                null);
        return pool.ask(
                own -> request,
                own -> frame -> frame.ending() == null ? Optional.empty() : Optional.of("read"),
                Refusal::name,
                Duration.ofSeconds(60));
    }
}
