// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import java.io.Console;
import java.util.Optional;

/// The terminal that a person sits at, if there is one.
final class Terminal {

    private Terminal() {}

    @SuppressWarnings("SystemConsoleNull") // NullAway's model of the JDK still says that it may be null
    static Optional<Console> find() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }
}
