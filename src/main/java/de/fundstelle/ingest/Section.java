// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What stands under one heading, up to the next.
///
/// @param headings the path to it, outermost first
/// @param standsAlone whether it never shares a passage with its neighbours, as a § does
record Section(List<String> headings, boolean standsAlone, List<Unit> units) {

    Section {
        headings = List.copyOf(headings);
        units = List.copyOf(units);
        if (units.isEmpty()) {
            throw new IllegalArgumentException("a section needs words");
        }
    }

    int start() {
        return units.getFirst().start();
    }

    int end() {
        return units.getLast().end();
    }

    /// The units that its passages will have, with a header that comes from outside.
    int length() {
        return end() - start() + units.getFirst().header().length();
    }

    /// Whether this and the next section are better off in one passage.
    boolean joins(Section next) {
        return !standsAlone
                && !next.standsAlone
                && Math.min(length(), next.length()) < Splitter.TINY
                && next.end() - start() + units.getFirst().header().length() <= Splitter.LARGEST
                && related(next)
                && samePlace(next);
    }

    /// Both sections as one, under the headings that they share.
    Section with(Section next) {
        List<Unit> both = new ArrayList<>(units);
        both.addAll(next.units);
        return new Section(commonPath(next), false, both);
    }

    /// Brothers, or a section and its first child.
    private boolean related(Section next) {
        int common = commonPath(next).size();
        return common >= Math.max(headings.size(), next.headings.size()) - 1;
    }

    private List<String> commonPath(Section next) {
        int common = 0;
        while (common < Math.min(headings.size(), next.headings.size())
                && headings.get(common).equals(next.headings.get(common))) {
            common++;
        }
        return headings.subList(0, common);
    }

    private boolean samePlace(Section next) {
        var here = units.getFirst().place();
        var there = next.units.getFirst().place();
        return Objects.equals(here.sheet(), there.sheet()) && Objects.equals(here.slide(), there.slide());
    }
}
