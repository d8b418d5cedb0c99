// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/// HTTP and nothing else: routes, JSON, server-sent events, problems.
///
/// Invariant: every route names who may call it, and the ones without a person are listed in one place.
/// Home of the Helidon web server. Start reading at [de.fundstelle.web.Server].
@NullMarked
package de.fundstelle.web;

import org.jspecify.annotations.NullMarked;
