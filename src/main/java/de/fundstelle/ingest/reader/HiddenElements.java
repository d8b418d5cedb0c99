// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.BitSet;
import java.util.Optional;
import org.xml.sax.Attributes;

/// Follows the elements that a file holds but does not show, and what lies in them.
final class HiddenElements {

    private final HiddenWords words = new HiddenWords();
    private BitSet slides = new BitSet();
    private int slide;
    private int open;

    HiddenWords words() {
        return words;
    }

    /// Leaves out the slides with these numbers.
    void slides(BitSet hidden) {
        slides = hidden;
    }

    /// Whether what comes now is in a hidden element.
    boolean inside() {
        return open > 0;
    }

    /// Whether this element, which begins, is hidden or lies in one that is.
    boolean starts(Attributes attributes) {
        if (open > 0) {
            open++;
            return true;
        }
        Optional<HiddenWords.Kind> kind = kind(attributes);
        kind.ifPresent(words::count);
        open += kind.isPresent() ? 1 : 0;
        return kind.isPresent();
    }

    /// Whether the element that ends is hidden or lies in one that is.
    boolean ends() {
        if (open == 0) {
            return false;
        }
        open--;
        return true;
    }

    private Optional<HiddenWords.Kind> kind(Attributes attributes) {
        String name = attributes.getValue("class");
        if ("slide".equals(name) && slides.get(++slide)) {
            return Optional.of(HiddenWords.Kind.SLIDE);
        }
        if ("slide-comments".equals(name)) {
            return Optional.of(HiddenWords.Kind.COMMENT);
        }
        return VisibleHtml.isHidden(attributes) ? Optional.of(HiddenWords.Kind.SECTION) : Optional.empty();
    }

    /// The number of the slide that is shown next, behind `shown`: hidden ones have numbers, too.
    int nextSlide(int shown) {
        return slides.nextClearBit(shown + 1);
    }
}
