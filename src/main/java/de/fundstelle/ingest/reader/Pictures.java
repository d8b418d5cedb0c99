// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// Picture files, perhaps of several pages, as scanners make them.
final class Pictures {

    /// Smaller pictures are icons and logos.
    private static final int SMALLEST_SIDE = 40;

    /// A picture file with more pages was not made by a scanner.
    private static final int MOST_PAGES = 10_000;

    private Pictures() {}

    /// The numbers of the pages that are large enough to hold text, from 1.
    static List<Integer> pages(Path file) throws IOException {
        return open(file, reader -> {
            int count = Math.min(reader.getNumImages(true), MOST_PAGES);
            List<Integer> pages = new ArrayList<>();
            for (int page = 0; page < count; page++) {
                if (Math.min(reader.getWidth(page), reader.getHeight(page)) >= SMALLEST_SIDE) {
                    pages.add(page + 1);
                }
            }
            return pages;
        });
    }

    /// One page, made smaller while it is decoded if it is very large.
    static BufferedImage page(Path file, int number) throws IOException {
        return open(file, reader -> {
            int page = number - 1;
            double pixels = (double) reader.getWidth(page) * reader.getHeight(page);
            int step = Math.max(1, (int) Math.ceil(Math.sqrt(pixels / Recognizer.MOST_PIXELS)));
            ImageReadParam parameters = reader.getDefaultReadParam();
            parameters.setSourceSubsampling(step, step, 0, 0);
            return reader.read(page, parameters);
        });
    }

    @FunctionalInterface
    private interface Work<T> {
        T with(ImageReader reader) throws IOException;
    }

    private static <T> T open(Path file, Work<T> work) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = in == null ? Collections.emptyIterator() : ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new RefusedException(Refusal.PICTURE_ONLY);
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                return work.with(reader);
            } finally {
                reader.dispose();
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new RefusedException(Refusal.DAMAGED, e);
        }
    }
}
