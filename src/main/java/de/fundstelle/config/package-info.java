// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/// Everything that an operator can set.
///
/// Invariant: settings are read once, all mistakes are reported together, and an unknown key stops the start.
/// Home of Helidon Config. Start reading at [de.fundstelle.config.Settings].
@NullMarked
package de.fundstelle.config;

import org.jspecify.annotations.NullMarked;
