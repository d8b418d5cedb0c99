// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;

/// A filter that the operator wrote, with a place for a value.
final class Template {

    private Template() {}

    /// The filter for this value, which the library escapes: it stays one value whatever is in it.
    static Filter of(String template, String place, String value) throws LDAPException {
        return Filter.create(template.replace(place, Filter.encodeValue(value)));
    }

    /// The filter for whatever value.
    static Filter any(String template, String place) throws LDAPException {
        return Filter.create(template.replace(place, "*"));
    }

    static void check(String key, String template, String place) throws IOException {
        if (!template.contains(place)) {
            throw new IOException("%s: %s is missing in '%s'".formatted(key, place, template));
        }
        try {
            of(template, place, "x");
            any(template, place);
        } catch (LDAPException e) {
            throw new IOException("%s: '%s' is no filter as in RFC 4515".formatted(key, template), e);
        }
    }
}
