// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.audit.Journal;
import de.fundstelle.backup.Backup;
import de.fundstelle.backup.Verification;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

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
                Route.post("/api/operator/verify", Route.Gate.OPERATOR, this::verify),
                Route.get("/api/operator/backup", Route.Gate.OPERATOR, this::backUp));
    }

    private void verify(Call call) throws IOException {
        Verification.Report report = verification.verify(call.query("repair").isPresent());
        journal.record(
                call.person().id(),
                Journal.Action.VERIFIED,
                "",
                report.findings().size() + " findings");
        call.send(report);
    }

    private void backUp(Call call) throws IOException {
        journal.record(call.person().id(), Journal.Action.BACKUP_TAKEN, "", "begun");
        try (OutputStream out = call.stream("application/zip")) {
            backup.write(out);
        }
    }
}
