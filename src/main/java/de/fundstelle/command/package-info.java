// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/// The command line: what an administrator types, and what is printed in return.
///
/// Every command that touches documents speaks HTTP to the server that holds the data directory.
/// Where none does, one is started on a loopback port for as long as the command runs, so that both ways are the same.
/// Home of picocli. Start reading at [de.fundstelle.command.CommandLineInterface].
@NullMarked
package de.fundstelle.command;

import org.jspecify.annotations.NullMarked;
