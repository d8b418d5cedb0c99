// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
/// Measurements over foreign documents; each is a program of its own, none runs with the tests.
@NullMarked
package de.fundstelle.benchmark;

import org.jspecify.annotations.NullMarked;
