// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

/// A walk ends before its end, because the program does or somebody paused it.
final class Stopped extends Exception {

    private static final long serialVersionUID = 1L;
}
