// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

/// A passage that a search found, not yet read from disk.
///
/// @param number names the passage within one [Search]
/// @param score higher is better; comparable within one list only
public record Candidate(int number, double score) {}
