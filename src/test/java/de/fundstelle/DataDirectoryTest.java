// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path folder;

    @Test
    void aSecondHolderIsRefusedAndTheNextOneIsNot() throws IOException {
        try (DataDirectory first = DataDirectory.open(folder)) {
            assertThat(first.file("x")).isEqualTo(folder.resolve("x"));
            assertThatThrownBy(() -> DataDirectory.open(folder))
                    .isInstanceOf(DataDirectory.Held.class)
                    .hasMessageContaining(folder.toString());
        }
        DataDirectory.open(folder).close();
    }

    @Test
    void dataOfANewerProgramIsRefusedAndStaysAsItIs() throws IOException {
        DataDirectory.open(folder).close();
        Files.writeString(folder.resolve("VERSION"), "4\n");
        for (int attempt = 0; attempt < 2; attempt++) { // the refusal lets go of the lock
            assertThatThrownBy(() -> DataDirectory.open(folder))
                    .isNotInstanceOf(DataDirectory.Held.class)
                    .hasMessageContaining("layout 4");
        }
        assertThat(folder.resolve("VERSION")).hasContent("4");
    }

    @Test
    void dataOfAnOlderProgramIsTakenAndNotedAsOfThisOneOnceItIsUpToDate() throws IOException {
        DataDirectory.open(folder).close();
        Files.writeString(folder.resolve("VERSION"), "1\n");
        try (DataDirectory directory = DataDirectory.open(folder)) {
            assertThat(folder.resolve("VERSION")).hasContent("1");
            directory.upgraded();
        }
        assertThat(folder.resolve("VERSION")).hasContent("3");
    }

    @Test
    void aFirstStartThatEndedHalfwayIsNoNewerProgram() throws IOException {
        Files.createFile(folder.resolve("VERSION"));
        DataDirectory.open(folder).close();
        assertThat(folder.resolve("VERSION")).hasContent("3");
    }

    @Test
    void othersFindTheHolderByAddressAndToken() throws IOException {
        assertThat(DataDirectory.holder(folder.resolve("absent"))).isEmpty();
        try (DataDirectory directory = DataDirectory.open(folder)) {
            assertThatThrownBy(() -> DataDirectory.holder(folder))
                    .as("held, but nobody said where the server is")
                    .isInstanceOf(DataDirectory.Held.class);
            directory.announce("http://127.0.0.1:4711");
            assertThat(DataDirectory.holder(folder))
                    .contains(new DataDirectory.Holder("http://127.0.0.1:4711", directory.operatorToken()));
        }
        assertThat(DataDirectory.holder(folder)).isEmpty();
    }

    @Test
    void theAddressOfAServerThatWasKilledCountsForNothing() throws IOException {
        DataDirectory.open(folder).close();
        Files.writeString(folder.resolve("LOCK"), "http://127.0.0.1:4711\n");
        assertThat(DataDirectory.holder(folder)).isEmpty();
    }

    @Test
    void copiesThatAKilledProgramLeftBehindAreRemoved() throws IOException {
        Path left = folder.resolve("temporary").resolve("backup-1").resolve("fundstelle.db");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "x");
        DataDirectory.open(folder).close();
        assertThat(left).doesNotExist();
    }

    @Test
    void secretsBelongToTheOwnerAlone() throws IOException {
        try (DataDirectory directory = DataDirectory.open(folder)) {
            Path secrets = folder.resolve("secrets");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets.resolve("operator-token"))))
                    .isEqualTo("rw-------");
            assertThat(directory.operatorToken()).hasSizeGreaterThan(40);
        }
    }

    @Test
    void theTokenStaysTheSameAndTheTemporaryFolderGoes() throws IOException {
        String token;
        Path temporary;
        try (DataDirectory directory = DataDirectory.open(folder)) {
            token = directory.operatorToken();
            temporary = directory.temporary();
            Files.writeString(temporary.resolve("x"), "x");
        }
        assertThat(temporary).doesNotExist();
        try (DataDirectory directory = DataDirectory.open(folder)) {
            assertThat(directory.operatorToken()).isEqualTo(token);
        }
    }
}
