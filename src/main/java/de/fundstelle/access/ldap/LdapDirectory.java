// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import de.fundstelle.access.Account;
import de.fundstelle.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// An LDAP directory or Active Directory that knows people, their passwords and their groups.
///
/// Thread-safe; a call waits for the network, up to some tens of seconds if the server is dying.
/// Who may come in is decided by one piece of code, with a password and without.
public final class LdapDirectory implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration RESPONSE = Duration.ofSeconds(10);

    /// Calls at the same time; more wait, so that a wave of sign-ins does not drown the directory.
    private static final int AT_ONCE = 8;

    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_PASSWORD = 1024;
    private static final List<String> NO_ATTRIBUTES = List.of("1.1");

    /// What a server answers to the password of somebody who may not come in.
    private static final Set<ResultCode> REFUSALS = Set.of(
            ResultCode.INVALID_CREDENTIALS,
            ResultCode.NO_SUCH_OBJECT,
            ResultCode.INAPPROPRIATE_AUTHENTICATION,
            ResultCode.UNWILLING_TO_PERFORM,
            ResultCode.CONSTRAINT_VIOLATION,
            ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
            ResultCode.INVALID_DN_SYNTAX,
            ResultCode.REFERRAL);

    private static final System.Logger LOG = System.getLogger(LdapDirectory.class.getName());

    private final Settings.Ldap settings;
    private final Clock clock;
    private final Duration patience;
    private final Endpoint endpoint;
    private final Lookup lookup;
    private final Groups groups;
    private final Account.Mapping mapping;
    private final String provider;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    private LdapDirectory(Settings.Ldap settings, URI url, Clock clock, Duration connect, Duration response)
            throws IOException, LDAPException {
        this.settings = settings;
        this.clock = clock;
        patience = response;
        endpoint = new Endpoint(url, settings.caFile(), connect, response);
        lookup = new Lookup(settings, endpoint, AT_ONCE, response);
        groups = new Groups(settings, lookup);
        mapping = new Account.Mapping(
                settings.requiredGroups(),
                settings.administratorGroups(),
                settings.curatorGroups(),
                settings.auditorGroups());
        provider = provider(settings.baseDn());
    }

    /// Checks the settings and connects to nothing: the directory may be down now and come later.
    ///
    /// @throws IOException if a setting can never work; the message names it
    public static LdapDirectory open(Settings.Ldap settings, URI url, Clock clock) throws IOException {
        return open(settings, url, clock, CONNECT, RESPONSE);
    }

    static LdapDirectory open(Settings.Ldap settings, URI url, Clock clock, Duration connect, Duration response)
            throws IOException {
        Template.check("access.ldap.user-filter", settings.userFilter(), "{name}");
        Template.check("access.ldap.group-filter", settings.groupFilter(), "{dn}");
        checkDn("access.ldap.base-dn", settings.baseDn());
        checkDn("access.ldap.bind-dn", settings.bindDn());
        if (!settings.bindDn().isEmpty() && settings.bindPassword().isEmpty()) {
            throw new IOException("access.ldap.bind-password-file: needed for access.ldap.bind-dn");
        }
        try {
            return new LdapDirectory(settings, url, clock, connect, response);
        } catch (LDAPException e) {
            throw new IOException(Trouble.with("preparing the connections to the directory", e), e);
        }
    }

    private static void checkDn(String key, String dn) throws IOException {
        if (!DN.isValidDN(dn)) {
            throw new IOException("%s: '%s' is no distinguished name, as dc=stadt,dc=example is".formatted(key, dn));
        }
    }

    /// The domain in the base's name, which stays when servers and units are renamed; else the whole name.
    private static String provider(String baseDn) throws LDAPException {
        DN base = new DN(baseDn);
        String domain = Arrays.stream(base.getRDNs())
                .filter(part -> part.hasAttribute("dc"))
                .map(RDN::getAttributeValues)
                .map(values -> values[0])
                .collect(Collectors.joining("."));
        return "ldap:" + (domain.isEmpty() ? base.toNormalizedString() : domain.toLowerCase(Locale.ROOT));
    }

    /// What people of this directory have as [Account#provider()].
    public String provider() {
        return provider;
    }

    /// Whether this is the name and the password of somebody who may come in.
    public Answer authenticate(String name, String password) {
        return limited("signing somebody in", () -> {
            Optional<String> dn = name.isBlank() || name.length() > LONGEST_NAME ? Optional.empty() : named(name);
            boolean usable = !password.isEmpty() && password.length() <= LONGEST_PASSWORD;
            if (dn.isEmpty() || !usable) {
                bind(nobody(), UUID.randomUUID().toString()); // takes as long as a wrong password
                return new Answer.Refused();
            }
            if (!bind(dn.get(), password)) {
                return new Answer.Refused();
            }
            Filter filter = Template.of(settings.userFilter(), "{name}", name);
            return recognised(lookup.entry(dn.get(), filter, attributes()));
        });
    }

    /// Who this is today; asked without their password.
    ///
    /// @param subject as in [Account#subject()]
    public Answer look(String subject) {
        return limited("looking whether somebody is still there", () -> {
            Optional<byte[]> value = Subject.value(settings.idAttribute(), subject);
            if (value.isEmpty()) {
                return new Answer.Refused();
            }
            Filter filter = Filter.createANDFilter(
                    Filter.createEqualityFilter(settings.idAttribute(), value.get()),
                    Template.any(settings.userFilter(), "{name}"));
            return recognised(lookup.entries(filter, 2, attributes()));
        });
    }

    private Optional<String> named(String name) throws LDAPException {
        List<SearchResultEntry> found =
                lookup.entries(Template.of(settings.userFilter(), "{name}", name), 2, NO_ATTRIBUTES);
        if (found.size() > 1) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "access.ldap.user-filter finds several entries for one name, which lets nobody in by it;"
                            + " narrow the filter or access.ldap.base-dn");
        }
        return found.size() == 1 ? Optional.of(found.getFirst().getDN()) : Optional.empty();
    }

    private List<String> attributes() {
        List<String> attributes = new ArrayList<>(Standing.ATTRIBUTES);
        attributes.add(settings.idAttribute());
        attributes.add(settings.nameAttribute());
        return attributes;
    }

    private Answer recognised(List<SearchResultEntry> found) throws LDAPException {
        if (found.size() != 1) {
            return new Answer.Refused();
        }
        SearchResultEntry entry = found.getFirst();
        byte[] subject = entry.getAttributeValueBytes(settings.idAttribute());
        String name = entry.getAttributeValue(settings.nameAttribute());
        if (subject == null || subject.length == 0 || name == null || name.isBlank()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "somebody has no {0} or no {1} that the service account may read: check access.ldap.id-attribute,"
                            + " access.ldap.name-attribute and its rights",
                    settings.idAttribute(),
                    settings.nameAttribute());
            return new Answer.Refused();
        }
        if (!Standing.good(entry, clock.instant())) {
            return new Answer.Refused();
        }
        Set<String> names = groups.of(entry.getDN());
        return mapping.admits(names)
                ? new Answer.Recognised(new Account(
                        provider, Subject.text(settings.idAttribute(), subject), name, mapping.role(names), names))
                : new Answer.Refused();
    }

    /// Whether the server takes the password, on a connection of its own.
    private boolean bind(String dn, String password) throws LDAPException {
        try (LDAPConnection connection = endpoint.getConnection()) {
            try {
                return connection.bind(dn, password).getResultCode().equals(ResultCode.SUCCESS);
            } catch (LDAPException e) {
                if (REFUSALS.contains(e.getResultCode())) {
                    return false;
                }
                throw e;
            }
        }
    }

    private String nobody() {
        return "cn=" + UUID.randomUUID() + "," + settings.baseDn();
    }

    private Answer limited(String doing, Step step) {
        try {
            if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Answer.Unreachable(doing + ": too many at once, the directory answers slowly");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Unreachable(doing + ": interrupted");
        }
        try {
            return step.take();
        } catch (LDAPException e) {
            return new Answer.Unreachable(Trouble.with(doing, e));
        } finally {
            places.release();
        }
    }

    @FunctionalInterface
    private interface Step {
        Answer take() throws LDAPException;
    }

    /// Ends the connections; calls after this find the directory unreachable.
    @Override
    public void close() {
        lookup.close();
    }
}
