// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/// People as an LDAP directory or Active Directory knows them: signing in, and looking whether they are still there.
///
/// Invariants: nothing is sent before TLS stands and the server has proved its name; names, passwords and
/// distinguished names reach neither a log nor the text of an exception.
/// Start reading at [de.fundstelle.access.ldap.LdapDirectory].
@NullMarked
package de.fundstelle.access.ldap;

import org.jspecify.annotations.NullMarked;
