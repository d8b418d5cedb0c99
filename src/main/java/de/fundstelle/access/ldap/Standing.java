// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.ldap;

import com.unboundid.ldap.sdk.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/// Whether the directory itself lets an account in, told from its attributes; needed where no password is checked.
///
/// An expired *password* does not count: it keeps the person from signing in, not from being who they are.
final class Standing {

    private static final String AD_CONTROL = "userAccountControl";
    private static final String AD_COMPUTED = "msDS-User-Account-Control-Computed";
    private static final String AD_EXPIRES = "accountExpires";
    private static final String PPOLICY_LOCKED = "pwdAccountLockedTime";
    private static final String PPOLICY_END = "pwdEndTime";
    private static final String LOCK_389 = "nsAccountLock";

    /// Attributes to ask for, most of them only given when named.
    static final List<String> ATTRIBUTES =
            List.of(AD_CONTROL, AD_COMPUTED, AD_EXPIRES, PPOLICY_LOCKED, PPOLICY_END, LOCK_389);

    /// Bits of userAccountControl and its computed sibling (MS-ADTS 2.2.16).
    private static final long DISABLED = 0x2;

    private static final long LOCKED_OUT = 0x10;

    /// Active Directory counts tenths of microseconds since 1601; both values below mean "never" (MS-ADA1).
    private static final Instant AD_EPOCH = Instant.parse("1601-01-01T00:00:00Z");

    private static final long TICKS_PER_SECOND = 10_000_000;

    private Standing() {}

    static boolean good(Entry entry, Instant now) {
        return !has(entry, AD_CONTROL, DISABLED)
                && !has(entry, AD_COMPUTED, LOCKED_OUT)
                && !expired(entry, now)
                && !entry.hasAttribute(PPOLICY_LOCKED)
                && !ended(entry, now)
                && !"true".equalsIgnoreCase(entry.getAttributeValue(LOCK_389));
    }

    private static boolean has(Entry entry, String attribute, long bit) {
        Long flags = entry.getAttributeValueAsLong(attribute);
        return flags != null && (flags & bit) != 0;
    }

    private static boolean expired(Entry entry, Instant now) {
        Long ticks = entry.getAttributeValueAsLong(AD_EXPIRES);
        return ticks != null
                && ticks != 0
                && ticks != Long.MAX_VALUE
                && !AD_EPOCH.plus(Duration.ofSeconds(ticks / TICKS_PER_SECOND)).isAfter(now);
    }

    private static boolean ended(Entry entry, Instant now) {
        Date end = entry.getAttributeValueAsDate(PPOLICY_END);
        return end != null && !end.toInstant().isAfter(now);
    }
}
