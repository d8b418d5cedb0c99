// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Task;
import io.helidon.http.Method;
import java.io.IOException;
import java.util.Optional;

/// One route: what somebody must be allowed to be about who calls it, and what it does.
///
/// All routes are listed by [Server#routes]; nothing else answers.
/// A finer decision about an object is made by [de.fundstelle.access.Access], too.
///
/// @param task absent for the few public routes
record Route(Method method, String path, Optional<Task> task, Action action) {

    /// What a route does.
    @FunctionalInterface
    interface Action {
        void on(Call call) throws IOException, InterruptedException;
    }

    static Route get(String path, Task task, Action action) {
        return new Route(Method.GET, path, Optional.of(task), action);
    }

    static Route post(String path, Task task, Action action) {
        return new Route(Method.POST, path, Optional.of(task), action);
    }

    static Route put(String path, Task task, Action action) {
        return new Route(Method.PUT, path, Optional.of(task), action);
    }

    static Route delete(String path, Task task, Action action) {
        return new Route(Method.DELETE, path, Optional.of(task), action);
    }

    /// A route for everybody; all of them are in [PublicRoutes].
    static Route open(Method method, String path, Action action) {
        return new Route(method, path, Optional.empty(), action);
    }

    boolean isOpen() {
        return task.isEmpty();
    }
}
