// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.models;

/// Says that so many are waiting for the model server that nobody else may join them.
public final class QueueFull extends Exception {

    private static final long serialVersionUID = 1L;

    QueueFull(int waiting) {
        super("joining the queue of the model server: %d are waiting already; raise models.chat.max-waiting or slots"
                .formatted(waiting));
    }
}
