// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import java.util.Map;

/// An answer to a request that cannot be met, as RFC 9457 has it; texts are in German, for the person who asked.
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Die Anfrage ist nicht verständlich"),
            Map.entry(401, "Sie sind nicht angemeldet"),
            Map.entry(403, "Dazu fehlt Ihnen das Recht"),
            Map.entry(404, "Nicht gefunden"),
            Map.entry(409, "Das passt nicht zum jetzigen Stand"),
            Map.entry(413, "Zu groß"),
            Map.entry(422, "So geht es nicht"),
            Map.entry(429, "Zu oft"),
            Map.entry(500, "Unerwarteter Fehler"),
            Map.entry(503, "Gerade nicht möglich"));

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
