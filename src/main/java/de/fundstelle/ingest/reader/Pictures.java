// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Place;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// Picture files: each page of them is read by recognition.
final class Pictures {

    /// Smaller pictures are icons and logos.
    private static final int SMALLEST_SIDE = 40;

    private Pictures() {}

    static void read(Path file, Pieces pieces, Recognizer recognizer) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers =
                    in == null ? java.util.Collections.emptyIterator() : ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new RefusedException(Refusal.PICTURE_ONLY);
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                pages(reader, pieces, recognizer);
            } finally {
                reader.dispose();
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new RefusedException(Refusal.DAMAGED, e);
        }
    }

    private static void pages(ImageReader reader, Pieces pieces, Recognizer recognizer) throws IOException {
        int pages = reader.getNumImages(true);
        for (int page = 0; page < pages && recognizer.mayReadMore(); page++) {
            int width = reader.getWidth(page);
            int height = reader.getHeight(page);
            if (Math.min(width, height) < SMALLEST_SIDE) {
                continue;
            }
            ImageReadParam parameters = reader.getDefaultReadParam();
            int step = (int) Math.ceil(Math.sqrt((double) width * height / Recognizer.MOST_PIXELS));
            parameters.setSourceSubsampling(Math.max(1, step), Math.max(1, step), 0, 0);
            BufferedImage picture = reader.read(page, parameters);
            if (pages > 1) {
                pieces.place(Place.onPage(page + 1));
            }
            recognizer.read(picture);
        }
    }
}
