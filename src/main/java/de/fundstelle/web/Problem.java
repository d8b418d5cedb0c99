// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import java.util.Map;

/// An answer to a request that cannot be met, as RFC 9457 has it; texts are in German, for the person who asked.
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Map<Integer, String> TITLES = Map.of(
            400, "Die Anfrage ist nicht verständlich",
            401, "Sie sind nicht angemeldet",
            403, "Dazu fehlt Ihnen das Recht",
            404, "Nicht gefunden",
            409, "Das passt nicht zum jetzigen Stand",
            413, "Zu groß",
            422, "So geht es nicht",
            500, "Unerwarteter Fehler",
            503, "Gerade nicht möglich");

    private final int status;

    Problem(int status, String detail) {
        super(detail);
        this.status = status;
    }

    static Problem unknown() {
        return new Problem(404, "Das gibt es nicht, oder Sie dürfen es nicht sehen.");
    }

    static Problem malformed(String detail) {
        return new Problem(400, detail);
    }

    static Problem refused(String advice) {
        return new Problem(422, advice);
    }

    int status() {
        return status;
    }

    String detail() {
        String detail = getMessage();
        return detail == null ? title() : detail;
    }

    String title() {
        return TITLES.getOrDefault(status, "Das hat nicht geklappt");
    }
}
