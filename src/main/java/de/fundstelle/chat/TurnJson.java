// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// The detail of a turn as the database keeps it.
final class TurnJson {

    /// Fields that a newer program added are no reason to lose a conversation.
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private TurnJson() {}

    static String write(Turn.Detail detail) {
        try {
            return JSON.writeValueAsString(detail);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing a turn as JSON", e);
        }
    }

    static Turn.Detail read(String json) {
        try {
            return JSON.readValue(json, Turn.Detail.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds a turn that is not JSON", e);
        }
    }
}
