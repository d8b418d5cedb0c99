// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Block;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.microsoft.EMFParser;

/// The words of drawings in a text: one paragraph each, but for what another part of the file says anyway.
///
/// Objects in a text bring a drawing of themselves along, as a preview.
final class Drawings {

    /// A drawing that says this share of its words again, or more, is a preview.
    private static final double REPEATED = 0.8;

    private static final int MOST = 1_000;
    private static final Pattern WHITE = Pattern.compile("\\s+");

    private final Pieces pieces;
    /// By identity: somebody else may say the same in the same place.
    private final Set<Piece> drawn = Collections.newSetFromMap(new IdentityHashMap<>());

    Drawings(Pieces pieces) {
        this.pieces = pieces;
    }

    /// Takes the pieces of a drawing, from number `first` on, for one.
    ///
    /// @return whether it has words
    boolean add(int first, Metadata metadata) {
        List<Piece> own = pieces.from(first);
        pieces.truncate(first);
        if (own.isEmpty() || metadata.get(EMFParser.EMF_ICON_ONLY) != null) {
            return !own.isEmpty();
        }
        pieces.add(Block.Kind.PARAGRAPH, own.stream().map(Piece::text).collect(Collectors.joining("\n")));
        if (drawn.size() < MOST) {
            drawn.addAll(pieces.from(first));
        }
        return true;
    }

    /// Forgets the previews; called when everything is read.
    void dropPreviews() {
        if (drawn.isEmpty()) {
            return;
        }
        StringBuilder others = new StringBuilder();
        for (Piece piece : pieces.from(0)) {
            if (!drawn.contains(piece)) {
                others.append(WHITE.matcher(piece.text()).replaceAll(""));
            }
        }
        drawn.removeIf(drawing -> !isPreview(drawing, others.toString()));
        pieces.removeIf(drawn::contains);
    }

    private static boolean isPreview(Piece drawing, String others) {
        int all = 0;
        int repeated = 0;
        for (String line : drawing.text().split("\n", -1)) {
            String words = WHITE.matcher(line).replaceAll("");
            all += words.length();
            repeated += others.contains(words) ? words.length() : 0;
        }
        return repeated >= all * REPEATED;
    }
}
