// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.ProgramProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// In a network without any way out everything but the model works, and nothing is even tried.
@Tag("machine")
class IsolationTest {

    @TempDir
    private Path folder;

    private IsolatedProgram start(String model) throws IOException {
        Path password = Files.writeString(folder.resolve("password"), RunningAppliance.PASSWORD);
        return IsolatedProgram.start(
                folder,
                Map.of(
                        "FUNDSTELLE_ADMIN_PASSWORD_FILE", password.toString(),
                        "FUNDSTELLE_INGEST_READERS", "1",
                        "FUNDSTELLE_MODELS_CHAT_PROVIDER", "ollama",
                        "FUNDSTELLE_MODELS_CHAT_URL", "http://" + model,
                        "FUNDSTELLE_MODELS_CHAT_MODEL", "ein-modell"));
    }

    private static void visit(IsolatedProgram program, String what) throws IOException, InterruptedException {
        Ended visit = program.visit(WholeVisit.class, program.address().toString(), RunningAppliance.PASSWORD, what);
        assertThat(visit.code()).as("%s%n%s", visit.errors(), program.log()).isZero();
    }

    @Test
    void everythingButTheModelWorksAndNobodyElseIsCalled() throws Exception {
        String model = "10.255.255.1:11434";
        try (IsolatedProgram program = start(model)) {
            visit(program, "all");

            Ended search = program.command("search", "search", "Hundesteuer", "--collection", "Ortsrecht");
            assertThat(search.output()).as(search.errors()).contains("hundesteuersatzung.pdf");
            Ended backup = program.command(
                    "backup", "backup", folder.resolve("backup.zip").toString());
            assertThat(backup.code()).as(backup.errors()).isZero();
            Ended verify = program.command("verify", "verify");
            assertThat(verify.output()).as(verify.errors()).contains("all in order");

            NetworkTrace seen = program.seen();
            assertThat(seen.called()).as("the trace shows calls at all").contains(model);
            assertThat(seen.strays(Set.of(model))).isEmpty();
        }
    }

    /// The test above can fail: a name in the settings has to be looked up, and that is seen.
    @Test
    void aLookupOfANameWouldBeSeen() throws Exception {
        try (IsolatedProgram program = start("modell.stadt.example:11434")) {
            visit(program, "state");

            assertThat(program.seen().strays(Set.of()))
                    .anyMatch(line -> line.contains("/etc/resolv.conf"))
                    .anyMatch(line -> line.contains("/etc/hosts"));
        }
    }
}
