// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/// The database: its connection, its transactions and the order of its migrations, and nothing else.
///
/// Invariant: one writer at a time, and no transaction spans files, the index or the network.
/// Home of Flyway, HikariCP and the drivers. Start reading at [de.fundstelle.store.Database].
@NullMarked
package de.fundstelle.store;

import org.jspecify.annotations.NullMarked;
