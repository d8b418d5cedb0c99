// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.document.Place;

/// The smallest part of a text that is not divided: a sentence, a list item, a row.
///
/// @param place with the section that it stands in
/// @param header of the table that the row belongs to, else empty
/// @param opensSubsection whether an Absatz begins with it
record Unit(int start, int end, Place place, String header, boolean opensSubsection) {}
