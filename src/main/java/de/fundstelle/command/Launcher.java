// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import de.fundstelle.config.InvalidSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// What the program starts for a command.
public interface Launcher {

    /// A server that a command can speak to.
    interface Running extends AutoCloseable {

        /// Where people find it.
        String address();

        /// Where the command line on this machine finds it.
        default String operatorAddress() {
            return address();
        }

        /// The secret by which the command line is known to it.
        String operatorToken();

        /// Where the first administrator makes their account, while nobody has one.
        Optional<String> setupAddress();

        /// Ends it, if it was started for the command.
        @Override
        void close();
    }

    /// The server that holds the data directory, or one that is started for this command on a loopback port.
    Running connect() throws IOException, InvalidSettings;

    /// Starts the server as it is configured.
    Running serve() throws IOException, InvalidSettings;

    /// Starts a server on a data directory that will be thrown away, with an administrator of that password.
    Running demonstrate(Path data, Path adminPassword) throws IOException, InvalidSettings;

    /// Where the data is.
    Path data() throws InvalidSettings;

    String version();
}
