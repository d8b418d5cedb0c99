// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/// Whether nothing can be written down at the moment; the log is told when that begins and when it is over.
final class Standstill {

    private static final System.Logger LOG = System.getLogger(Standstill.class.getName());

    private final AtomicBoolean now = new AtomicBoolean();

    /// Something could not be written, and will be tried again.
    void began(String work, Exception why) {
        String text = work + " failed; is the disk full? Search goes on, and it is tried again until it succeeds";
        LOG.log(now.getAndSet(true) ? Level.DEBUG : Level.ERROR, text, why);
    }

    /// Something could be written.
    void over() {
        if (now.getAndSet(false)) {
            LOG.log(Level.INFO, "index and database can be written again; what waited is taken in");
        }
    }

    boolean now() {
        return now.get();
    }
}
