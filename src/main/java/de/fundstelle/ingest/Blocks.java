// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.fundstelle.document.Block;
import de.fundstelle.document.Place;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Blocks as JSON, as the database keeps them and the HTTP interface shows them.
final class Blocks {

    private static final JsonMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();
    private static final TypeReference<List<Written>> LIST = new TypeReference<>() {};

    private Blocks() {}

    private record Written(
            String kind,
            @Nullable Integer level,
            @Nullable Integer page,
            @Nullable String sheet,
            @Nullable Integer slide,
            int start,
            int end) {

        static Written of(Block block) {
            Place place = block.place();
            return new Written(
                    block.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    block.level() > 0 ? block.level() : null,
                    place.page(),
                    place.sheet(),
                    place.slide(),
                    block.start(),
                    block.end());
        }

        Block block() {
            return new Block(
                    Block.Kind.valueOf(kind.toUpperCase(Locale.ROOT).replace('-', '_')),
                    level == null ? 0 : level,
                    new Place(page, null, sheet, slide),
                    start,
                    end);
        }
    }

    static String write(List<Block> blocks) {
        try {
            return JSON.writeValueAsString(blocks.stream().map(Written::of).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing blocks as JSON", e);
        }
    }

    static List<Block> read(String json) {
        try {
            return JSON.readValue(json, LIST).stream().map(Written::block).toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds blocks that are not JSON", e);
        }
    }

    static String writeNotes(List<String> notes) {
        try {
            return JSON.writeValueAsString(notes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing notes as JSON", e);
        }
    }

    static List<String> readNotes(String json) {
        try {
            return JSON.readValue(json, new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds notes that are not JSON", e);
        }
    }
}
