// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.document;

import java.util.List;
import java.util.Objects;

/// What a document says: its whole text, and the blocks it is made of, in reading order and without overlap.
public record DocumentText(String text, List<Block> blocks) {

    public DocumentText {
        Objects.requireNonNull(text);
        blocks = List.copyOf(blocks);
        int last = 0;
        for (Block block : blocks) {
            if (block.start() < last || block.end() > text.length()) {
                throw new IllegalArgumentException(
                        "block %s overlaps its predecessor (up to %d) or leaves the text of %d units"
                                .formatted(block, last, text.length()));
            }
            last = block.end();
        }
    }

    /// The words of one block.
    public String of(Block block) {
        return text.substring(block.start(), block.end());
    }
}
