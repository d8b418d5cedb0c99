// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import io.helidon.http.Method;
import java.io.IOException;

/// One route: who may call it, and what it does.
///
/// All routes are listed by [Server#routes]; nothing else answers.
record Route(Method method, String path, Gate gate, Action action) {

    /// Who may call a route; a finer decision about an object is made by [de.fundstelle.access.Access].
    enum Gate {
        /// Everybody; the few public routes are all in [PublicRoutes].
        PUBLIC,
        /// Whoever is signed in or brings a key.
        PERSON,
        /// Administrators and the command line.
        ADMINISTRATOR,
        /// The command line on this machine only.
        OPERATOR
    }

    /// What a route does.
    @FunctionalInterface
    interface Action {
        void on(Call call) throws IOException, InterruptedException;
    }

    static Route get(String path, Gate gate, Action action) {
        return new Route(Method.GET, path, gate, action);
    }

    static Route post(String path, Gate gate, Action action) {
        return new Route(Method.POST, path, gate, action);
    }

    static Route put(String path, Gate gate, Action action) {
        return new Route(Method.PUT, path, gate, action);
    }

    static Route delete(String path, Gate gate, Action action) {
        return new Route(Method.DELETE, path, gate, action);
    }
}
