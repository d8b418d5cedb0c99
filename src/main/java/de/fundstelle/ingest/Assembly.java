// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.document.Block;
import de.fundstelle.document.DocumentText;
import de.fundstelle.ingest.reader.Frame;
import de.fundstelle.ingest.reader.Piece;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts a document together from what a reader sends, and trusts none of it.
final class Assembly {

    private static final int MOST_BLOCKS = 500_000;
    private static final int MOST_NOTES = 100;
    private static final int MOST_PAGES = 10_000;
    private static final int LONGEST_TITLE = 1_000;
    private static final Set<Block.Kind> ROWS = Set.of(Block.Kind.TABLE_HEADER, Block.Kind.TABLE_ROW);

    private final StringBuilder text = new StringBuilder();
    private final List<Block> blocks = new ArrayList<>();
    private int characters;

    /// @throws IOException if the reader sends more than it may
    void add(List<Piece> pieces) throws IOException {
        for (Piece piece : pieces) {
            characters += piece.text().length();
            if (characters > Extractor.MOST_CHARACTERS || blocks.size() >= MOST_BLOCKS) {
                throw new IOException("a reader sends more than %d characters or %d blocks"
                        .formatted(Extractor.MOST_CHARACTERS, MOST_BLOCKS));
            }
            if (!blocks.isEmpty()) {
                text.append(separator(blocks.getLast().kind(), piece.kind()));
            }
            int start = text.length();
            text.append(piece.text());
            blocks.add(new Block(piece.kind(), piece.level(), piece.place(), start, text.length()));
        }
    }

    /// @param parts what the reader has taken out of the file
    Extraction finish(Frame.Ending ending, List<Extraction.Part> parts) throws IOException {
        boolean silent = blocks.isEmpty() && ending.pagesLeft().isEmpty();
        if (ending.notes().size() > MOST_NOTES || silent || ending.pagesLeft().size() > MOST_PAGES) {
            throw new IOException("a reader ends with %d notes, %d blocks and %d pages"
                    .formatted(
                            ending.notes().size(),
                            blocks.size(),
                            ending.pagesLeft().size()));
        }
        return new Extraction.Extracted(
                title(ending.title()),
                new DocumentText(text.toString(), blocks),
                ending.notes(),
                parts,
                ending.pagesLeft());
    }

    private static Optional<String> title(@Nullable String title) {
        return Optional.ofNullable(title).filter(t -> !t.isBlank() && t.length() <= LONGEST_TITLE);
    }

    private static String separator(Block.Kind before, Block.Kind after) {
        boolean close = (ROWS.contains(before) && ROWS.contains(after))
                || (before == Block.Kind.LIST_ITEM && after == Block.Kind.LIST_ITEM);
        return close ? "\n" : "\n\n";
    }
}
