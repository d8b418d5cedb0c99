// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/// The container image as an operator starts it: as a user without rights, on a file system that cannot be written.
///
/// Start reading at [de.fundstelle.image.ImageSmokeTest].
@NullMarked
package de.fundstelle.image;

import org.jspecify.annotations.NullMarked;
