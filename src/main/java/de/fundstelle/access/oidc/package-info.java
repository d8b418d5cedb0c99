// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/// Sign-in through an issuer of OpenID Connect: authorization code with PKCE, and its back-channel logout.
///
/// Invariant: nothing of a token counts before its signature, its issuer, its audience and its time are checked;
/// and no code, token, secret or name is ever part of a message.
/// Start reading at [de.fundstelle.access.oidc.OpenIdConnect].
@NullMarked
package de.fundstelle.access.oidc;

import org.jspecify.annotations.NullMarked;
