// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import de.fundstelle.FreePort;
import de.fundstelle.config.Secret;
import de.fundstelle.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// A directory in this process, with ldaps, ldap with StartTLS and ldap without, and a small authority's people.
public final class TestDirectory implements AutoCloseable {

    public static final String BASE = "dc=stadt,dc=example";
    static final String SERVICE = "cn=suche,dc=stadt,dc=example";
    static final String SERVICE_PASSWORD = "das Konto, das sucht";

    private final InMemoryDirectoryServer server;
    private final Path ca;
    private final int ldaps = FreePort.any();
    private final int startTls = FreePort.any();
    private final int plain = FreePort.any();

    /// Names that were bound with, in order.
    final List<String> binds = new CopyOnWriteArrayList<>();

    final AtomicInteger searches = new AtomicInteger();

    /// Searches wait for it, when it is there.
    final AtomicReference<CountDownLatch> pause = new AtomicReference<>();

    private TestDirectory(Path folder, String host) throws LDAPException, IOException {
        Authority authority = new Authority("Hauseigene CA");
        ca = authority.write(folder.resolve("ca.pem"));
        Authority.Issued own = authority.issue(host);
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
        config.setSchema(null);
        config.addAdditionalBindCredentials(SERVICE, SERVICE_PASSWORD);
        config.setAuthenticationRequiredOperationTypes(EnumSet.of(OperationType.SEARCH));
        config.addInMemoryOperationInterceptor(new Watching());
        InetAddress loopback = InetAddress.getLoopbackAddress();
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPSConfig(
                        "ldaps", loopback, ldaps, own.context().getServerSocketFactory(), null),
                InMemoryListenerConfig.createLDAPConfig(
                        "starttls", loopback, startTls, own.context().getSocketFactory()),
                InMemoryListenerConfig.createLDAPConfig("plain", loopback, plain, null));
        server = new InMemoryDirectoryServer(config);
        server.startListening();
    }

    public static TestDirectory start(Path folder) throws LDAPException, IOException {
        return start(folder, "localhost");
    }

    static TestDirectory start(Path folder, String host) throws LDAPException, IOException {
        TestDirectory directory = new TestDirectory(folder, host);
        directory.add(BASE, "objectClass: domain", "dc: stadt");
        directory.add("ou=Personal," + BASE, "objectClass: organizationalUnit", "ou: Personal");
        directory.add("ou=Gruppen," + BASE, "objectClass: organizationalUnit", "ou: Gruppen");
        directory.person("anna", "Anna mag Akten 1");
        directory.person("jörg", "Übergrößenträger 7");
        directory.group("hauptamt", dn("anna"));
        directory.group("verwaltung", group("hauptamt"), group("stadt")); // a ring
        directory.group("stadt", group("verwaltung"));
        return directory;
    }

    public static String dn(String name) {
        return "uid=%s,ou=Personal,%s".formatted(name, BASE);
    }

    public static String group(String name) {
        return "cn=%s,ou=Gruppen,%s".formatted(name, BASE);
    }

    public void person(String name, String password, String... more) throws LDAPException {
        add(dn(name), concat(more, "objectClass: person", "uid: " + name, "cn: " + name, "userPassword: " + password));
    }

    public void group(String name, String... members) throws LDAPException {
        add(
                group(name),
                concat(
                        Arrays.stream(members)
                                .map(member -> "member: " + member)
                                .toArray(String[]::new),
                        "objectClass: groupOfNames",
                        "cn: " + name));
    }

    void add(String dn, String... lines) throws LDAPException {
        try {
            server.add(concat(lines, "dn: " + dn));
        } catch (com.unboundid.ldif.LDIFException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public void modify(String dn, String... lines) throws LDAPException {
        try {
            server.modify(concat(lines, "dn: " + dn, "changetype: modify"));
        } catch (com.unboundid.ldif.LDIFException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public void remove(String dn) throws LDAPException {
        server.delete(dn);
    }

    /// As a server that was switched off.
    public void stop() {
        server.shutDown(true);
    }

    public void startAgain() throws LDAPException {
        server.startListening();
    }

    public URI ldaps() {
        return URI.create("ldaps://localhost:" + ldaps);
    }

    URI startTls() {
        return URI.create("ldap://localhost:" + startTls);
    }

    URI plain() {
        return URI.create("ldap://localhost:" + plain);
    }

    public Path ca() {
        return ca;
    }

    /// The same as environment variables, for the whole program.
    public Map<String, String> variables() throws IOException {
        Path password = Files.writeString(ca.resolveSibling("bind-password"), SERVICE_PASSWORD);
        return Map.of(
                "FUNDSTELLE_ACCESS_LDAP_URL", ldaps().toString(),
                "FUNDSTELLE_ACCESS_LDAP_CA_FILE", ca.toString(),
                "FUNDSTELLE_ACCESS_LDAP_BIND_DN", SERVICE,
                "FUNDSTELLE_ACCESS_LDAP_BIND_PASSWORD_FILE", password.toString(),
                "FUNDSTELLE_ACCESS_LDAP_BASE_DN", BASE);
    }

    /// Settings as an operator would write them for this directory.
    Settings.Ldap settings() {
        return settings(List.of(), List.of());
    }

    Settings.Ldap settings(List<String> required, List<String> administrators) {
        return settings("(&(objectClass=person)(uid={name}))", "entryUUID", required, administrators);
    }

    Settings.Ldap settings(String userFilter, String idAttribute, List<String> required, List<String> administrators) {
        return new Settings.Ldap(
                Optional.of(ldaps()),
                Optional.of(ca),
                SERVICE,
                Optional.of(new Secret(SERVICE_PASSWORD)),
                BASE,
                userFilter,
                idAttribute,
                "uid",
                "(member={dn})",
                "cn",
                required,
                administrators,
                List.of("betreuung"),
                List.of("pruefung"),
                Duration.ofSeconds(60));
    }

    @Override
    public void close() {
        server.shutDown(true);
    }

    private static String[] concat(String[] last, String... first) {
        String[] all = Arrays.copyOf(first, first.length + last.length);
        System.arraycopy(last, 0, all, first.length, last.length);
        return all;
    }

    private final class Watching extends InMemoryOperationInterceptor {
        @Override
        public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) {
            binds.add(request.getRequest().getBindDN());
        }

        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest request) {
            searches.incrementAndGet();
            CountDownLatch latch = pause.get();
            if (latch != null) {
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
