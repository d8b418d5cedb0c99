// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;

/// What of a page may be painted on at this moment, as a box.
///
/// PDFBox would make an area of it, which is costly and asked for at each letter; of boxes, only the bounds matter.
final class PdfClip {

    private List<Path2D> paths = List.of();
    private int known;
    private Rectangle2D box = new Rectangle2D.Double();

    /// The box that is common to all clipping paths; with a width or height below zero if there is none.
    @SuppressWarnings("ReferenceEquality") // the same list, not an equal one
    Rectangle2D of(PDGraphicsState state) {
        List<Path2D> now = state.getCurrentClippingPaths();
        // The list is shared between states until one of them adds a path.
        if (now != paths || now.size() != known) {
            paths = now;
            known = now.size();
            box = now.stream()
                    .map(Path2D::getBounds2D)
                    .reduce(Rectangle2D::createIntersection)
                    .orElseGet(Rectangle2D.Double::new);
        }
        return box;
    }
}
