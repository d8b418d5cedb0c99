// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.fundstelle.ingest.reader.ReadRequest;
import de.fundstelle.ingest.reader.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
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

    /// The question is on its way when its asker goes: it must not occupy the reader of whoever comes next.
    @Test
    void aQuestionWhoseAskerHasGoneIsNotAsked(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("brief.txt"), "Alles gut");
        ReaderLaunch.Manner manner = new ReaderLaunch.Manner(256L << 20, false);
        ReaderProcess reader = new ReaderProcess(folder.resolve("tmp"), manner, now::get);
        long number = reader.listen();
        reader.kill();
        assertThatThrownBy(() -> reader.ask(number, own -> request(file), own -> Optional.of("read"), Refusal::name))
                .isInstanceOf(CancellationException.class);
        assertThat(reader.ask(reader.listen(), own -> request(file), frame -> Optional.of("read"), Refusal::name))
                .isEqualTo("read");
        reader.close();
    }

    private static String read(ReaderPool pool, Path file) throws InterruptedException {
        return pool.ask(
                own -> request(file),
                own -> frame -> frame.ending() == null ? Optional.empty() : Optional.of("read"),
                Refusal::name,
                Duration.ofSeconds(60));
    }

    private static ReadRequest request(Path file) {
        return new ReadRequest(
                file.toString(),
                "brief.txt",
                1_000,
                new ReadRequest.Recognition(List.of(), 0, null),
                new ReadRequest.Unpacking(false, 1, 1, 1),
                null);
    }
}
