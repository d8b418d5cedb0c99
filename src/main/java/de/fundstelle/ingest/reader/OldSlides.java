// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import org.apache.poi.hslf.usermodel.HSLFSlide;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.poifs.filesystem.DocumentEntry;
import org.apache.poi.poifs.filesystem.DocumentInputStream;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/// Which slides of a PowerPoint file of 1997 to 2003 are hidden.
final class OldSlides {

    private static final String STREAM = "PowerPoint Document";

    /// SlideShowSlideInfoAtom of MS-PPT: its type and length, and where its flags stand behind them.
    private static final byte[] HEAD = {(byte) 0xF9, 0x03, 0x10, 0, 0, 0};

    private static final int FLAGS = 10;
    private static final int HIDDEN = 0x04;

    private OldSlides() {}

    /// The numbers of the hidden slides, from 1 on.
    static BitSet hidden(Path file) throws IOException {
        BitSet numbers = new BitSet();
        try (POIFSFileSystem container = new POIFSFileSystem(file.toFile(), true)) {
            if (!isWorthIt(container)) {
                return numbers;
            }
            try (HSLFSlideShow show = new HSLFSlideShow(container)) {
                int number = 0;
                for (HSLFSlide slide : show.getSlides()) {
                    numbers.set(++number, slide.isHidden());
                }
            }
        }
        return numbers;
    }

    /// Whether the bytes hold a mark of a hidden slide; read without making a presentation of them.
    private static boolean isWorthIt(POIFSFileSystem container) throws IOException {
        if (!container.getRoot().hasEntryCaseInsensitive(STREAM)
                || !(container.getRoot().getEntryCaseInsensitive(STREAM) instanceof DocumentEntry entry)) {
            return false;
        }
        try (DocumentInputStream in = new DocumentInputStream(entry)) {
            byte[] bytes = in.readAllBytes();
            for (int i = 0; i + HEAD.length + FLAGS < bytes.length; i++) {
                if (bytes[i] == HEAD[0] && isMark(bytes, i) && (bytes[i + HEAD.length + FLAGS] & HIDDEN) != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isMark(byte[] bytes, int at) {
        for (int i = 1; i < HEAD.length; i++) {
            if (bytes[at + i] != HEAD[i]) {
                return false;
            }
        }
        return true;
    }
}
