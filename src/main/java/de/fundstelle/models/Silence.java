// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.models;

import java.io.IOException;

/// Says that a server kept us waiting longer than the operator allows.
final class Silence extends IOException {

    private static final long serialVersionUID = 1L;

    Silence(String message) {
        super(message);
    }
}
