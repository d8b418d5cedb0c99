// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import static de.fundstelle.ingest.Workshop.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginalsTest {

    @TempDir
    Path folder;

    private Originals originals;

    @BeforeEach
    void open() throws IOException {
        originals = new Originals(folder);
    }

    @Test
    void aConnectionThatBreaksLeavesNothing() throws IOException {
        InputStream broken = new FilterInputStream(bytes("x".repeat(100_000))) {
            @Override
            public int read(byte[] buffer, int start, int length) throws IOException {
                int read = super.read(buffer, start, length);
                if (read < 0) {
                    throw new IOException("die Verbindung ist weg");
                }
                return read;
            }
        };
        assertThatThrownBy(() -> originals.receive(broken, 1 << 20)).hasMessage("die Verbindung ist weg");
        assertThat(files()).isEmpty();
    }

    @Test
    void theLargestSizeIsAllowedAndOneByteMoreIsNot() throws IOException {
        assertThat(originals.receive(bytes("12345"), 5)).isPresent();
        assertThat(originals.receive(bytes("123456"), 5)).isEmpty();
        assertThat(files()).hasSize(1);
    }

    @Test
    void whatNeverArrivedInFullGoesAtTheNextStart() throws IOException {
        Originals.Arrived placed = originals.receive(bytes("ganz"), 100).orElseThrow();
        originals.place(placed);
        assertThat(originals.receive(bytes("halb"), 100)).isPresent();
        Originals again = new Originals(folder);
        assertThat(files()).hasSize(1);
        assertThat(again.all()).containsExactly(placed.hash());
    }

    @Test
    void onlyAHashNamesAFile() {
        for (String name : List.of("", "../../etc/passwd", "A".repeat(64), "a".repeat(63), "a".repeat(62) + "/.")) {
            assertThatThrownBy(() -> originals.path(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void contentThatChangedOnTheDiskIsNoticedAndMendedByBringingItAgain() throws IOException {
        String hash = place("Satzung");
        assertThat(originals.intact(hash)).isTrue();
        Files.writeString(originals.path(hash), "Sitzung");
        assertThat(originals.intact(hash)).isFalse();
        place("Satzung");
        assertThat(originals.intact(hash)).isTrue();
        Files.delete(originals.path(hash));
        assertThat(originals.intact(hash)).isFalse();
        place("Satzung");
        assertThat(originals.intact(hash)).isTrue();
        assertThat(files()).hasSize(1);
    }

    @Test
    void removingIsPutOffWhileSomebodyHoldsTheFiles() throws IOException {
        String gone = place("geht");
        String back = place("kommt wieder");
        Originals.Hold outer = originals.hold();
        try (outer) {
            Originals.Hold inner = originals.hold();
            try (inner) {
                originals.remove(gone);
                originals.remove(back);
            }
            assertThat(originals.all()).containsExactlyInAnyOrder(gone, back);
            place("kommt wieder");
        }
        assertThat(originals.all()).containsExactly(back);
        originals.remove(back);
        assertThat(originals.all()).isEmpty();
        originals.remove(back);
    }

    private String place(String text) throws IOException {
        Originals.Arrived arrived = originals.receive(bytes(text), 100).orElseThrow();
        originals.place(arrived);
        return arrived.hash();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
