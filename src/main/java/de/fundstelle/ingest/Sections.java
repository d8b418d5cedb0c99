// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.document.Block;
import de.fundstelle.document.DocumentText;
import de.fundstelle.document.Place;
import de.fundstelle.ingest.reader.SectionMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Walks through a document's blocks and gathers what stands under each heading.
final class Sections {

    private final DocumentText text;
    private final List<Section> sections = new ArrayList<>();
    private final List<Level> path = new ArrayList<>();
    private final List<Unit> units = new ArrayList<>();
    private @Nullable Block pendingHeading;
    private @Nullable String section;
    private @Nullable String subsection;
    private boolean standsAlone;
    private String tableHeader = "";
    private @Nullable Block openHeader;
    private Place lastPlace = Place.NONE;

    private Sections(DocumentText text) {
        this.text = text;
    }

    /// A heading that is open.
    private record Level(int depth, String words, @Nullable String label, boolean standsAlone) {}

    static List<Section> of(DocumentText text) {
        Sections sections = new Sections(text);
        text.blocks().forEach(sections::block);
        sections.end();
        sections.headingWithoutWords();
        return sections.sections;
    }

    private void block(Block block) {
        if (!Objects.equals(block.place().sheet(), lastPlace.sheet())
                || !Objects.equals(block.place().slide(), lastPlace.slide())) {
            end();
        }
        lastPlace = block.place();
        switch (block.kind()) {
            case HEADING -> heading(block);
            case TABLE_HEADER -> {
                headerWithoutRows();
                tableHeader = text.of(block);
                openHeader = block;
            }
            case TABLE_ROW -> {
                openHeader = null;
                sentences(block);
            }
            case PARAGRAPH, LIST_ITEM, MAIL_HEAD -> {
                headerWithoutRows();
                tableHeader = "";
                sentences(block);
            }
        }
    }

    private void heading(Block block) {
        end();
        Optional<SectionMark> mark = SectionMark.of(text.of(block));
        int depth = block.level();
        if (pendingHeading != null && pendingHeading.level() >= depth) {
            headingWithoutWords();
        }
        while (!path.isEmpty() && path.getLast().depth() >= depth) {
            path.removeLast();
        }
        boolean alone = mark.filter(m -> m.kind() != SectionMark.Kind.NUMBERED && m.kind() != SectionMark.Kind.DIVISION)
                .isPresent();
        path.add(new Level(depth, text.of(block), mark.map(SectionMark::label).orElse(null), alone));
        pendingHeading = block;
        subsection = null;
        section = path.reversed().stream()
                .map(Level::label)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        standsAlone = path.stream().anyMatch(Level::standsAlone);
    }

    /// A heading that nothing stands under can be searched for like any other words.
    private void headingWithoutWords() {
        Block heading = pendingHeading;
        if (heading != null) {
            pendingHeading = null;
            unit(heading.start(), heading.end(), heading.place(), false);
            close();
        }
    }

    private void headerWithoutRows() {
        Block header = openHeader;
        if (header != null) {
            openHeader = null;
            tableHeader = "";
            sentences(header);
        }
    }

    private void sentences(Block block) {
        pendingHeading = null;
        String words = text.of(block);
        Optional<String> opened =
                section != null && section.startsWith("§ ") ? SectionMark.subsection(words) : Optional.empty();
        opened.ifPresent(number -> subsection = number);
        boolean row = block.kind() == Block.Kind.TABLE_ROW;
        boolean first = opened.isPresent();
        int largest = Splitter.LARGEST - (row ? Math.min(tableHeader.length() + 1, Splitter.LARGEST / 3) : 0);
        for (var sentence : row ? Sentences.whole(words, largest) : Sentences.of(words, largest)) {
            unit(block.start() + sentence.start(), block.start() + sentence.end(), block.place(), first);
            first = false;
        }
    }

    private void unit(int start, int end, Place place, boolean opensSubsection) {
        String cited = section == null || subsection == null ? section : section + " Abs. " + subsection;
        units.add(new Unit(start, end, place.in(cited), tableHeader, opensSubsection));
    }

    private void end() {
        headerWithoutRows();
        tableHeader = "";
        close();
    }

    private void close() {
        if (!units.isEmpty()) {
            sections.add(new Section(path.stream().map(Level::words).toList(), standsAlone, units));
            units.clear();
        }
    }
}
