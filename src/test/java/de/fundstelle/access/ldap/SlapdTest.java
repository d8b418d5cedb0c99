// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import de.fundstelle.FreePort;
import de.fundstelle.access.Account;
import de.fundstelle.access.Role;
import de.fundstelle.config.Secret;
import de.fundstelle.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against OpenLDAP's server, with its own TLS (GnuTLS), access rules, schema and password policy.
@Tag("machine")
class SlapdTest {

    private static final String BASE = "dc=stadt,dc=example";
    private static final String ADMIN = "cn=admin," + BASE;
    private static final String ANNA = "uid=anna,ou=Personal," + BASE;
    private static final String PASSWORD = "Anna mag Akten 1";
    private static final Answer REFUSED = new Answer.Refused();

    @TempDir
    Path folder;

    private final int ldap = FreePort.any();
    private final int ldaps = FreePort.any();
    private Process slapd;
    private LdapDirectory directory;

    @BeforeEach
    void start() throws IOException, LDAPException, LDIFException, InterruptedException {
        Authority authority = new Authority("Hauseigene CA");
        authority.write(folder.resolve("ca.pem"));
        authority // GnuTLS does not read an elliptic key as Java writes it
                .issue("localhost", Authority.keys("RSA", 2048))
                .write(folder.resolve("server.pem"), folder.resolve("server.key"));
        Files.createDirectory(folder.resolve("database"));
        Files.writeString(folder.resolve("slapd.conf"), """
                include /etc/ldap/schema/core.schema
                include /etc/ldap/schema/cosine.schema
                include /etc/ldap/schema/inetorgperson.schema
                pidfile %1$s/slapd.pid
                modulepath /usr/lib/ldap
                moduleload back_mdb
                moduleload ppolicy
                TLSCertificateFile %1$s/server.pem
                TLSCertificateKeyFile %1$s/server.key
                # Nothing is answered without encryption.
                security ssf=128
                database mdb
                suffix "dc=stadt,dc=example"
                rootdn "cn=admin,dc=stadt,dc=example"
                rootpw "das Konto, das alles darf"
                directory %1$s/database
                maxsize 16777216
                sizelimit 500
                overlay ppolicy
                ppolicy_default "cn=regeln,dc=stadt,dc=example"
                access to attrs=userPassword by anonymous auth by * none
                access to * by dn.exact="cn=suche,dc=stadt,dc=example" read by * none
                """.formatted(folder));
        run();
        fill();
        directory = open("ldaps://localhost:" + ldaps);
    }

    @AfterEach
    void stop() throws InterruptedException {
        directory.close();
        end();
    }

    private void run() throws IOException, InterruptedException {
        slapd = new ProcessBuilder(
                        "/usr/sbin/slapd",
                        "-d",
                        "none", // only what is logged in any case
                        "-f",
                        folder.resolve("slapd.conf").toString(),
                        "-h",
                        "ldap://127.0.0.1:%d ldaps://127.0.0.1:%d".formatted(ldap, ldaps))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("slapd.log").toFile())
                .start();
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (true) {
            try (LDAPConnection connection = admin()) {
                assertThat(connection.isConnected()).isTrue();
                return;
            } catch (LDAPException e) {
                assertThat(slapd.isAlive())
                        .as(Files.readString(folder.resolve("slapd.log")))
                        .isTrue();
                assertThat(Instant.now()).as("slapd does not answer").isBefore(end);
                TimeUnit.MILLISECONDS.sleep(50); // until the condition above holds
            }
        }
    }

    private void end() throws InterruptedException {
        slapd.destroy();
        if (!slapd.waitFor(10, TimeUnit.SECONDS)) {
            slapd.destroyForcibly().waitFor();
        }
    }

    private LDAPConnection admin() throws LDAPException, IOException {
        LDAPConnection connection = new Endpoint(
                        URI.create("ldaps://localhost:" + ldaps),
                        Optional.of(folder.resolve("ca.pem")),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10))
                .getConnection();
        connection.bind(ADMIN, "das Konto, das alles darf");
        return connection;
    }

    private void fill() throws LDAPException, IOException, LDIFException {
        String ldif = """
                dn: dc=stadt,dc=example
                objectClass: domain
                dc: stadt

                dn: cn=regeln,dc=stadt,dc=example
                objectClass: organizationalRole
                objectClass: pwdPolicy
                cn: regeln
                pwdAttribute: userPassword
                pwdLockout: TRUE
                pwdMaxFailure: 3
                pwdLockoutDuration: 0

                dn: cn=suche,dc=stadt,dc=example
                objectClass: organizationalRole
                objectClass: simpleSecurityObject
                cn: suche
                userPassword: das Konto, das sucht

                dn: ou=Personal,dc=stadt,dc=example
                objectClass: organizationalUnit
                ou: Personal

                dn: ou=Gruppen,dc=stadt,dc=example
                objectClass: organizationalUnit
                ou: Gruppen

                dn: uid=anna,ou=Personal,dc=stadt,dc=example
                objectClass: inetOrgPerson
                uid: anna
                cn: Anna Beispiel
                sn: Beispiel
                userPassword: Anna mag Akten 1

                dn: uid=jörg,ou=Personal,dc=stadt,dc=example
                objectClass: inetOrgPerson
                uid: jörg
                cn: Jörg Süß
                sn: Süß
                userPassword: Übergrößenträger 7

                dn: cn=Abt. (A*B)\\, Süd,ou=Gruppen,dc=stadt,dc=example
                objectClass: groupOfNames
                cn: Abt. (A*B), Süd
                member: uid=anna,ou=Personal,dc=stadt,dc=example

                dn: cn=verwaltung,ou=Gruppen,dc=stadt,dc=example
                objectClass: groupOfNames
                cn: verwaltung
                member: cn=Abt. (A*B)\\, Süd,ou=Gruppen,dc=stadt,dc=example
                member: cn=stadt,ou=Gruppen,dc=stadt,dc=example

                dn: cn=stadt,ou=Gruppen,dc=stadt,dc=example
                objectClass: groupOfNames
                cn: stadt
                member: cn=verwaltung,ou=Gruppen,dc=stadt,dc=example
                """;
        try (LDAPConnection connection = admin();
                LDIFReader reader =
                        new LDIFReader(new java.io.ByteArrayInputStream(ldif.getBytes(StandardCharsets.UTF_8)))) {
            for (var entry = reader.readEntry(); entry != null; entry = reader.readEntry()) {
                connection.add(entry);
            }
        }
    }

    private LdapDirectory open(String url) throws IOException {
        return LdapDirectory.open(
                new Settings.Ldap(
                        Optional.of(URI.create(url)),
                        Optional.of(folder.resolve("ca.pem")),
                        "cn=suche," + BASE,
                        Optional.of(new Secret("das Konto, das sucht")),
                        BASE,
                        "(&(objectClass=person)(uid={name}))",
                        "entryUUID",
                        "uid",
                        "(member={dn})",
                        "cn",
                        List.of(),
                        List.of("stadt"),
                        List.of(),
                        List.of(),
                        Duration.ofSeconds(60)),
                URI.create(url),
                Clock.systemUTC());
    }

    private static Account account(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Recognised.class);
        return ((Answer.Recognised) answer).account();
    }

    @Test
    void letsPeopleInByLdapsAndByStartTlsWithTheSameIdentity() throws IOException {
        Account anna = account(directory.authenticate("anna", PASSWORD));
        assertThat(anna.provider()).isEqualTo("ldap:stadt.example");
        assertThat(anna.role()).isEqualTo(Role.ADMINISTRATOR);
        assertThat(anna.groups()).containsExactlyInAnyOrder("Abt. (A*B), Süd", "verwaltung", "stadt");
        try (LdapDirectory startTls = open("ldap://localhost:" + ldap)) {
            assertThat(account(startTls.authenticate("anna", PASSWORD))).isEqualTo(anna);
            assertThat(account(startTls.look(anna.subject()))).isEqualTo(anna);
            assertThat(startTls.authenticate("anna", "falsch")).isEqualTo(REFUSED);
        }
    }

    @Test
    void letsInPeopleWithUmlautsAndNobodyElse() {
        assertThat(account(directory.authenticate("jörg", "Übergrößenträger 7")).name())
                .isEqualTo("jörg");
        for (String name : List.of("*", "an*", "anna)(uid=*", "anna\u0000", "\\61nna", "niemand", "suche")) {
            assertThat(directory.authenticate(name, PASSWORD)).as(name).isEqualTo(REFUSED);
        }
        assertThat(directory.authenticate("anna", "")).isEqualTo(REFUSED);
    }

    @Test
    void seesChangedGroupsAndRemovedAccounts() throws LDAPException, IOException {
        String subject = account(directory.authenticate("anna", PASSWORD)).subject();
        try (LDAPConnection connection = admin()) {
            connection.delete("cn=stadt,ou=Gruppen," + BASE);
        }
        Account changed = account(directory.look(subject));
        assertThat(changed.groups()).containsExactlyInAnyOrder("Abt. (A*B), Süd", "verwaltung");
        assertThat(changed.role()).isEqualTo(Role.READER);
        try (LDAPConnection connection = admin()) {
            connection.modifyDN(ANNA, "uid=anna-neu", true);
            connection.modify(
                    "cn=verwaltung,ou=Gruppen," + BASE,
                    new Modification(ModificationType.ADD, "member", "uid=anna-neu,ou=Personal," + BASE));
        }
        assertThat(account(directory.look(subject)).name()).isEqualTo("anna-neu");
        try (LDAPConnection connection = admin()) {
            connection.delete("uid=anna-neu,ou=Personal," + BASE);
        }
        assertThat(directory.look(subject)).isEqualTo(REFUSED);
    }

    @Test
    void refusesAnAccountThatThePasswordPolicyHasLocked() {
        String subject = account(directory.authenticate("anna", PASSWORD)).subject();
        for (int i = 0; i < 3; i++) {
            assertThat(directory.authenticate("anna", "falsch" + i)).isEqualTo(REFUSED);
        }
        assertThat(directory.authenticate("anna", PASSWORD)).isEqualTo(REFUSED);
        assertThat(directory.look(subject)).isEqualTo(REFUSED);
    }

    @Test
    void isUnreachableWhileTheServerIsDownAndRecoversWithIt() throws IOException, InterruptedException {
        String subject = account(directory.authenticate("anna", PASSWORD)).subject();
        end();
        assertThat(directory.authenticate("anna", PASSWORD)).isInstanceOf(Answer.Unreachable.class);
        assertThat(directory.look(subject)).isInstanceOf(Answer.Unreachable.class);
        run();
        assertThat(account(directory.look(subject)).subject()).isEqualTo(subject);
        assertThat(account(directory.authenticate("anna", PASSWORD)).subject()).isEqualTo(subject);
    }
}
