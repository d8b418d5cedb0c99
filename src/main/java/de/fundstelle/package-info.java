// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/// The program itself: [de.fundstelle.Main] and the object graph it starts, [de.fundstelle.Appliance].
///
/// Nobody uses this package; it hands every part what the part needs.
@NullMarked
package de.fundstelle;

import org.jspecify.annotations.NullMarked;
