// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;

/// A browser in two words, so that somebody knows a session of theirs again; the rest of what it tells is not kept.
final class BrowserName {

    /// Those first that also call themselves by the name of a later one.
    private static final List<String> BROWSERS = List.of("Firefox", "Edg", "OPR", "Chrome", "Safari");

    private static final List<String> SYSTEMS = List.of("Android", "iPhone", "iPad", "Windows", "Mac", "Linux");

    private BrowserName() {}

    static String of(ServerRequest request) {
        return of(request.headers().first(HeaderNames.USER_AGENT).orElse(""));
    }

    static String of(String agent) {
        String browser =
                first(BROWSERS, agent, "Programm").replace("Edg", "Edge").replace("OPR", "Opera");
        String system = first(SYSTEMS, agent, "");
        return system.isEmpty() ? browser : browser + ", " + system;
    }

    private static String first(List<String> names, String agent, String otherwise) {
        return names.stream().filter(agent::contains).findFirst().orElse(otherwise);
    }
}
