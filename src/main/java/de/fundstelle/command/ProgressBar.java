// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import java.io.PrintWriter;

/// Shows how far something is: one line that changes on a terminal, a line every ten percent elsewhere.
final class ProgressBar {

    private static final int WIDTH = 30;

    private final PrintWriter out;
    private int total;
    private final boolean terminal = Terminal.find().isPresent();
    private int last = -1;
    private String lastWord = "";

    ProgressBar(PrintWriter out, int total) {
        this.out = out;
        this.total = total;
    }

    /// More may turn up on the way: what lies in archives and mails.
    void total(int files) {
        total = Math.max(total, files);
    }

    void show(String word, int done) {
        int step = total == 0 ? 0 : (int) (10L * done / total);
        if (terminal) {
            int filled = total == 0 ? WIDTH : (int) ((long) WIDTH * done / total);
            out.printf("\r[%s%s] %d of %d %s ", "#".repeat(filled), " ".repeat(WIDTH - filled), done, total, word);
            out.flush();
        } else if (step != last || !word.equals(lastWord)) {
            out.printf("%d of %d %s%n", done, total, word);
            out.flush();
        }
        last = step;
        lastWord = word;
    }

    void end() {
        if (terminal) {
            out.println();
            out.flush();
        }
    }
}
