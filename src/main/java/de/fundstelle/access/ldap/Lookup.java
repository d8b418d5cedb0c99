// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.ldap;

import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.GetEntryLDAPConnectionPoolHealthCheck;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import de.fundstelle.config.Secret;
import de.fundstelle.config.Settings;
import java.time.Duration;
import java.util.List;

/// Searches as the service account, over a few connections that are kept and renewed.
///
/// Thread-safe. Nothing is connected before the first search, so the directory may be down at the start.
final class Lookup implements AutoCloseable {

    private static final Duration HEALTH_CHECK = Duration.ofSeconds(60);
    private static final Duration OLDEST_CONNECTION = Duration.ofMinutes(10);

    private final String baseDn;
    private final int secondsAtMost;
    private final LDAPConnectionPool pool;

    Lookup(Settings.Ldap settings, Endpoint endpoint, int connections, Duration response) throws LDAPException {
        baseDn = settings.baseDn();
        secondsAtMost = (int) Math.max(1, response.toSeconds());
        SimpleBindRequest account = settings.bindDn().isEmpty()
                ? null
                : new SimpleBindRequest(
                        settings.bindDn(),
                        settings.bindPassword().map(Secret::value).orElse(""));
        pool = new LDAPConnectionPool(endpoint, account, 0, connections, null, false);
        pool.setConnectionPoolName("ldap");
        pool.setRetryFailedOperationsDueToInvalidConnections(true); // a server that was restarted
        pool.setMaxConnectionAgeMillis(OLDEST_CONNECTION.toMillis());
        pool.setHealthCheck(
                new GetEntryLDAPConnectionPoolHealthCheck("", response.toMillis(), false, false, false, true, true));
        pool.setHealthCheckIntervalMillis(HEALTH_CHECK.toMillis());
    }

    /// The entries below the base that match; of more than `most`, some.
    List<SearchResultEntry> entries(Filter filter, int most, List<String> attributes) throws LDAPException {
        return search(baseDn, SearchScope.SUB, filter, most, attributes);
    }

    /// The entry with this name if it matches; empty if it is gone.
    List<SearchResultEntry> entry(String dn, Filter filter, List<String> attributes) throws LDAPException {
        try {
            return search(dn, SearchScope.BASE, filter, 1, attributes);
        } catch (LDAPException e) {
            if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
                return List.of();
            }
            throw e;
        }
    }

    private List<SearchResultEntry> search(
            String base, SearchScope scope, Filter filter, int most, List<String> attributes) throws LDAPException {
        SearchRequest request = new SearchRequest(
                base,
                scope,
                DereferencePolicy.NEVER,
                most,
                secondsAtMost,
                false,
                filter,
                attributes.toArray(String[]::new));
        try {
            return pool.search(request).getSearchEntries();
        } catch (LDAPSearchException e) {
            List<SearchResultEntry> entries = e.getSearchEntries();
            if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED) && entries != null) {
                return entries;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
