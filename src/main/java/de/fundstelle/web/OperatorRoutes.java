// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Task;
import de.fundstelle.audit.Journal;
import de.fundstelle.backup.Backup;
import de.fundstelle.backup.Verification;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/// What the command line on this machine asks of the server that holds the data.
final class OperatorRoutes {

    private final Verification verification;
    private final Backup backup;
    private final Journal journal;

    OperatorRoutes(Verification verification, Backup backup, Journal journal) {
        this.verification = verification;
        this.backup = backup;
        this.journal = journal;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/api/operator/verify", Task.OPERATE, this::verify),
                Route.get("/api/operator/backup", Task.OPERATE, this::backUp));
    }

    private void verify(Call call) throws IOException {
        Verification.Report report = verification.verify(call.query("repair").isPresent(), witness(call));
        journal.record(
                call.person().id(),
                Journal.Action.VERIFIED,
                "",
                report.findings().size() + " findings");
        call.send(report);
    }

    private static Optional<Journal.Witness> witness(Call call) {
        Optional<String> text = call.query("journal-head");
        return text.map(head -> Journal.Witness.of(head)
                .orElseThrow(
                        () -> Problem.malformed("Ein Eintrag wird genannt wie 17:3f…, so wie verify ihn druckt.")));
    }

    private void backUp(Call call) throws IOException {
        journal.record(call.person().id(), Journal.Action.BACKUP_TAKEN, "", "begun");
        try (OutputStream out = call.stream("application/zip")) {
            backup.write(out);
        }
    }
}
