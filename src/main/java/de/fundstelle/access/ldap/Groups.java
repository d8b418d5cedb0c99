// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import de.fundstelle.config.Settings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The groups of an entry, those that its groups are in included: upwards, level by level.
///
/// A group in itself, or in a ring, is met once. One search asks for the groups of several entries.
final class Groups {

    static final int MOST_GROUPS = 1000;
    static final int DEEPEST = 20;

    /// Entries that one search asks for: few enough for a server that gives 500 entries at most.
    private static final int AT_ONCE = 25;

    private static final System.Logger LOG = System.getLogger(Groups.class.getName());

    private final Settings.Ldap settings;
    private final Lookup lookup;

    Groups(Settings.Ldap settings, Lookup lookup) {
        this.settings = settings;
        this.lookup = lookup;
    }

    /// Names of the groups; too many are cut, and the log says so.
    Set<String> of(String dn) throws LDAPException {
        Set<String> names = new TreeSet<>();
        Set<String> met = new HashSet<>(Set.of(same(dn)));
        List<String> level = List.of(dn);
        for (int depth = 0; depth < DEEPEST && !level.isEmpty(); depth++) {
            List<String> next = new ArrayList<>();
            for (SearchResultEntry group : containing(level)) {
                if (met.size() <= MOST_GROUPS && met.add(same(group.getDN()))) {
                    String name = group.getAttributeValue(settings.groupNameAttribute());
                    if (name != null) {
                        names.add(name);
                    }
                    next.add(group.getDN());
                }
            }
            level = next;
        }
        if (!level.isEmpty() || met.size() > MOST_GROUPS) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "somebody is in more than {0} groups, or in groups more than {1} deep: the others do not count;"
                            + " narrow access.ldap.group-filter, for example with an objectClass",
                    MOST_GROUPS,
                    DEEPEST);
        }
        return names;
    }

    private List<SearchResultEntry> containing(List<String> members) throws LDAPException {
        List<SearchResultEntry> found = new ArrayList<>();
        for (int from = 0; from < members.size() && found.size() <= MOST_GROUPS; from += AT_ONCE) {
            List<Filter> filters = new ArrayList<>();
            for (String member : members.subList(from, Math.min(from + AT_ONCE, members.size()))) {
                filters.add(Template.of(settings.groupFilter(), "{dn}", member));
            }
            found.addAll(lookup.entries(
                    Filter.createORFilter(filters), MOST_GROUPS, List.of(settings.groupNameAttribute())));
        }
        return found;
    }

    /// Equal for two spellings of one name.
    private static String same(String dn) throws LDAPException {
        return DN.normalize(dn);
    }
}
