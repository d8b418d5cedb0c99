// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.Base64;
import de.fundstelle.access.Account;
import de.fundstelle.access.Role;
import de.fundstelle.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LdapDirectoryTest {

    private static final String PASSWORD = "Anna mag Akten 1";
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Answer REFUSED = new Answer.Refused();

    @TempDir
    Path folder;

    private TestDirectory server;
    private final List<LdapDirectory> opened = new ArrayList<>();

    @BeforeEach
    void start() throws LDAPException, IOException {
        server = TestDirectory.start(folder);
    }

    @AfterEach
    void stop() {
        opened.forEach(LdapDirectory::close);
        server.close();
    }

    private LdapDirectory open(Settings.Ldap settings, URI url) throws IOException {
        LdapDirectory directory = LdapDirectory.open(settings, url, Clock.systemUTC());
        opened.add(directory);
        return directory;
    }

    private LdapDirectory open() throws IOException {
        return open(server.settings(), server.ldaps());
    }

    private LdapDirectory impatient(URI url) throws IOException {
        LdapDirectory directory = LdapDirectory.open(server.settings(), url, Clock.systemUTC(), SHORT, SHORT);
        opened.add(directory);
        return directory;
    }

    private static Account account(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Recognised.class);
        return ((Answer.Recognised) answer).account();
    }

    private static String why(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Unreachable.class);
        String why = ((Answer.Unreachable) answer).why();
        assertThat(why)
                .doesNotContainIgnoringCase("anna")
                .doesNotContain("suche", TestDirectory.SERVICE_PASSWORD, "dc=", "uid=");
        return why;
    }

    // --- who comes in ---------------------------------------------------------------------------

    @Test
    void recognisesSomebodyWithTheGroupsThatTheirGroupsAreIn() throws IOException {
        Account anna = account(open().authenticate("anna", PASSWORD));
        assertThat(anna.provider()).isEqualTo("ldap:stadt.example");
        assertThat(anna.subject()).hasSize(36);
        assertThat(anna.name()).isEqualTo("anna");
        assertThat(anna.role()).isEqualTo(Role.READER);
        assertThat(anna.groups()).containsExactlyInAnyOrder("hauptamt", "verwaltung", "stadt");
    }

    @Test
    void recognisesNamesAndPasswordsWithUmlauts() throws IOException {
        Account joerg = account(open().authenticate("jörg", "Übergrößenträger 7"));
        assertThat(joerg.name()).isEqualTo("jörg");
        assertThat(joerg.groups()).isEmpty();
        assertThat(open().authenticate("jörg", "Ubergroßentrager 7")).isEqualTo(REFUSED);
    }

    @Test
    void recognisesSomebodyOverStartTls() throws IOException {
        assertThat(account(open(server.settings(), server.startTls()).authenticate("anna", PASSWORD))
                        .name())
                .isEqualTo("anna");
    }

    @Test
    void refusesWrongPasswordsAndUnknownNamesAlike() throws IOException {
        LdapDirectory directory = open();
        assertThat(directory.authenticate("anna", "falsch")).isEqualTo(REFUSED);
        assertThat(directory.authenticate("niemand", "falsch")).isEqualTo(REFUSED);
    }

    @Test
    void triesABindForUnknownNamesTooSoThatTheyTakeAsLong() throws IOException {
        LdapDirectory directory = open();
        directory.authenticate("anna", "falsch");
        long forKnown = server.binds.stream()
                .filter(dn -> !dn.equals(TestDirectory.SERVICE))
                .count();
        directory.authenticate("niemand", "falsch");
        long forBoth = server.binds.stream()
                .filter(dn -> !dn.equals(TestDirectory.SERVICE))
                .count();
        assertThat(forKnown).isEqualTo(1);
        assertThat(forBoth).isEqualTo(2);
    }

    @Test
    void neverBindsWithAnEmptyPassword() throws IOException {
        assertThat(open().authenticate("anna", "")).isEqualTo(REFUSED);
        assertThat(server.binds).doesNotContain(TestDirectory.dn("anna"));
    }

    @Test
    void refusesPasswordsAndNamesLongerThanAnybodyTypes() throws IOException {
        LdapDirectory directory = open();
        assertThat(directory.authenticate("anna", "x".repeat(2000))).isEqualTo(REFUSED);
        assertThat(directory.authenticate("x".repeat(2000), PASSWORD)).isEqualTo(REFUSED);
        assertThat(directory.authenticate(" ", PASSWORD)).isEqualTo(REFUSED);
        assertThat(server.binds).doesNotContain(TestDirectory.dn("anna"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "a*",
                "anna)(uid=*",
                "anna)(|(uid=*",
                "*)(objectClass=*",
                "anna))(|(uid=anna",
                "anna\u0000",
                "\\61nna",
                "\\2a",
                "anna\\",
                "\uD800",
                "(",
                ")",
                "&",
                "anna,ou=Personal,dc=stadt,dc=example"
            })
    void takesFilterSignsInANameForNothingButSigns(String hostile) throws IOException {
        assertThat(open().authenticate(hostile, PASSWORD)).isEqualTo(REFUSED);
        assertThat(server.binds).doesNotContain(TestDirectory.dn("anna"));
    }

    @Test
    void findsSomebodyWhoseNameHasFilterSigns() throws LDAPException, IOException {
        server.add(
                "cn=Stern,ou=Personal," + TestDirectory.BASE,
                "objectClass: person",
                "uid: st*r(n)\\",
                "userPassword: Sterne sind schön");
        server.add(
                "cn=Abt. (A\\*B)\\, Süd,ou=Gruppen," + TestDirectory.BASE,
                "objectClass: groupOfNames",
                "cn: Abt. (A*B), Süd",
                "member: cn=Stern,ou=Personal," + TestDirectory.BASE);
        server.group("haus", "cn=Abt. (A\\*B)\\, Süd,ou=Gruppen," + TestDirectory.BASE);
        assertThat(account(open().authenticate("st*r(n)\\", "Sterne sind schön"))
                        .groups())
                .containsExactlyInAnyOrder("Abt. (A*B), Süd", "haus");
    }

    @Test
    void refusesANameThatTwoEntriesHave() throws LDAPException, IOException {
        server.add(
                "cn=Zweite,ou=Personal," + TestDirectory.BASE,
                "objectClass: person",
                "uid: anna",
                "userPassword: " + PASSWORD);
        assertThat(open().authenticate("anna", PASSWORD)).isEqualTo(REFUSED);
    }

    @Test
    void admitsOnlyMembersOfARequiredGroupAlsoThroughOtherGroups() throws IOException {
        LdapDirectory directory = open(server.settings(List.of("stadt"), List.of()), server.ldaps());
        assertThat(account(directory.authenticate("anna", PASSWORD)).groups()).contains("stadt");
        assertThat(directory.authenticate("jörg", "Übergrößenträger 7")).isEqualTo(REFUSED);
    }

    @Test
    void givesRolesByGroups() throws LDAPException, IOException {
        LdapDirectory directory = open(server.settings(List.of(), List.of("verwaltung")), server.ldaps());
        assertThat(account(directory.authenticate("anna", PASSWORD)).role()).isEqualTo(Role.ADMINISTRATOR);
        server.group("pruefung", TestDirectory.dn("jörg"));
        assertThat(account(directory.authenticate("jörg", "Übergrößenträger 7")).role())
                .isEqualTo(Role.AUDITOR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userAccountControl: 514",
                "msDS-User-Account-Control-Computed: 16",
                "accountExpires: 132000000000000000",
                "pwdAccountLockedTime: 000001010000Z",
                "pwdEndTime: 20200101000000Z",
                "nsAccountLock: TRUE"
            })
    void refusesAccountsThatTheDirectoryHasDisabled(String attribute) throws LDAPException, IOException {
        server.person("karl", "Karl kommt nicht");
        LdapDirectory directory = open();
        String subject =
                account(directory.authenticate("karl", "Karl kommt nicht")).subject();
        String type = attribute.substring(0, attribute.indexOf(':'));
        server.modify(TestDirectory.dn("karl"), "add: " + type, attribute);
        assertThat(directory.authenticate("karl", "Karl kommt nicht")).isEqualTo(REFUSED);
        assertThat(directory.look(subject)).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userAccountControl: 512",
                "msDS-User-Account-Control-Computed: 8388608",
                "accountExpires: 0",
                "accountExpires: 9223372036854775807",
                "accountExpires: 916423920000000000",
                "nsAccountLock: FALSE"
            })
    void admitsAccountsWhoseAttributesSayNothingBad(String attribute) throws LDAPException, IOException {
        server.person("karla", "Karla kommt", attribute);
        assertThat(account(open().authenticate("karla", "Karla kommt")).name()).isEqualTo("karla");
    }

    // --- groups ---------------------------------------------------------------------------------

    @Test
    void stopsAtAThousandGroups() throws LDAPException, IOException {
        for (int i = 0; i < 1200; i++) {
            server.group("g" + i, TestDirectory.dn("jörg"));
        }
        assertThat(account(open().authenticate("jörg", "Übergrößenträger 7")).groups())
                .hasSizeBetween(990, 1000);
    }

    @Test
    void findsHundredsOfGroupsWithFewSearches() throws LDAPException, IOException {
        for (int i = 0; i < 200; i++) {
            server.group("innen" + i, TestDirectory.dn("jörg"));
            server.group("aussen" + i, TestDirectory.group("innen" + i));
        }
        assertThat(account(open().authenticate("jörg", "Übergrößenträger 7")).groups())
                .hasSize(400);
        assertThat(server.searches).hasValueLessThan(30);
    }

    @Test
    void climbsTwentyLevelsAndNoMore() throws LDAPException, IOException {
        server.group("ebene1", TestDirectory.dn("jörg"));
        for (int i = 2; i <= 30; i++) {
            server.group("ebene" + i, TestDirectory.group("ebene" + (i - 1)));
        }
        assertThat(account(open().authenticate("jörg", "Übergrößenträger 7")).groups())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 20).mapToObj(i -> "ebene" + i).toList());
    }

    // --- looking without a password -------------------------------------------------------------

    @Test
    void looksSomebodyUpByWhatNeverChanges() throws LDAPException, IOException {
        LdapDirectory directory = open();
        String subject = account(directory.authenticate("anna", PASSWORD)).subject();
        server.modify(TestDirectory.group("hauptamt"), "delete: member", "member: " + TestDirectory.dn("anna"));
        server.group("bauamt", TestDirectory.dn("anna"));
        Account anna = account(directory.look(subject));
        assertThat(anna.subject()).isEqualTo(subject);
        assertThat(anna.groups()).isEqualTo(Set.of("bauamt"));
        server.remove(TestDirectory.dn("anna"));
        assertThat(directory.look(subject)).isEqualTo(REFUSED);
    }

    @Test
    void looksLikeSigningInAtTheFilterForPeople() throws LDAPException, IOException {
        LdapDirectory directory = open(
                server.settings("(&(abteilung=innen)(|(uid={name})(mail={name})))", "entryUUID", List.of(), List.of()),
                server.ldaps());
        server.modify(TestDirectory.dn("anna"), "add: abteilung", "abteilung: innen");
        String subject = account(directory.authenticate("anna", PASSWORD)).subject();
        assertThat(account(directory.look(subject)).name()).isEqualTo("anna");
        server.modify(TestDirectory.dn("anna"), "replace: abteilung", "abteilung: aussen");
        assertThat(directory.look(subject)).isEqualTo(REFUSED);
    }

    @Test
    void knowsSomebodyByTheirObjectGuid() throws LDAPException, IOException {
        byte[] guid = {0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66, 8, 9, 0, 0xB, 0xC, 0xD, '*', ')'};
        server.person("guido", "Guido ist da", "objectGUID:: " + Base64.encode(guid));
        LdapDirectory directory = open(
                server.settings("(&(objectClass=person)(uid={name}))", "objectGUID", List.of(), List.of()),
                server.ldaps());
        Account guido = account(directory.authenticate("guido", "Guido ist da"));
        assertThat(guido.subject()).isEqualTo("00112233-4455-6677-0809-000b0c0d2a29");
        assertThat(account(directory.look(guido.subject()))).isEqualTo(guido);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "hex:zz", "hex:", "00112233", "nobody)(uid=*"})
    void looksForNobodyUnderASubjectThatCannotBe(String subject) throws IOException {
        assertThat(open().look(subject)).isEqualTo(REFUSED);
    }

    // --- who it talks to ------------------------------------------------------------------------

    @Test
    void refusesAServerWhoseCertificateIsFromElsewhere() throws IOException {
        new Authority("Fremde CA").write(server.ca());
        for (URI url : List.of(server.ldaps(), server.startTls())) {
            assertThat(why(open(server.settings(), url).authenticate("anna", PASSWORD)))
                    .contains("access.ldap.ca-file");
        }
        assertThat(server.binds).isEmpty();
    }

    @Test
    void refusesAServerWhoseCertificateIsForAnotherHost() throws LDAPException, IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        try (TestDirectory elsewhere = TestDirectory.start(other, "dc1.stadt.example")) {
            for (URI url : List.of(elsewhere.ldaps(), elsewhere.startTls())) {
                assertThat(why(open(elsewhere.settings(), url).authenticate("anna", PASSWORD)))
                        .contains("another host name");
            }
            assertThat(elsewhere.binds).isEmpty();
        }
    }

    @Test
    void sendsNothingToAServerWithoutStartTls() throws IOException {
        assertThat(why(open(server.settings(), server.plain()).authenticate("anna", PASSWORD)))
                .contains("StartTLS");
        assertThat(server.binds).isEmpty();
        assertThat(server.searches).hasValue(0);
    }

    @Test
    void saysThatTheServiceAccountIsRefused() throws IOException {
        Settings.Ldap right = server.settings();
        Settings.Ldap wrong = new Settings.Ldap(
                right.url(),
                right.caFile(),
                "cn=falsch," + TestDirectory.BASE,
                right.bindPassword(),
                right.baseDn(),
                right.userFilter(),
                right.idAttribute(),
                right.nameAttribute(),
                right.groupFilter(),
                right.groupNameAttribute(),
                right.requiredGroups(),
                right.administratorGroups(),
                right.curatorGroups(),
                right.auditorGroups(),
                right.refresh());
        assertThat(why(open(wrong, server.ldaps()).authenticate("anna", PASSWORD)))
                .contains("access.ldap.bind-dn");
    }

    @Test
    void isUnreachableWhileTheServerIsDownAndRecoversWithIt() throws LDAPException, IOException {
        LdapDirectory directory = open();
        String subject = account(directory.authenticate("anna", PASSWORD)).subject();
        server.stop();
        why(directory.authenticate("anna", PASSWORD));
        why(directory.look(subject));
        server.startAgain();
        assertThat(account(directory.authenticate("anna", PASSWORD)).subject()).isEqualTo(subject);
        assertThat(account(directory.look(subject)).name()).isEqualTo("anna");
    }

    @Test
    void survivesARestartBetweenTwoCalls() throws LDAPException, IOException {
        LdapDirectory directory = open();
        String subject = account(directory.authenticate("anna", PASSWORD)).subject();
        server.stop();
        server.startAgain();
        assertThat(account(directory.look(subject)).name()).isEqualTo("anna");
    }

    @Test
    void waitsNoLongerThanItsLimitForAServerThatNeverAnswers() throws IOException {
        LdapDirectory directory = impatient(server.ldaps());
        CountDownLatch latch = new CountDownLatch(1);
        server.pause.set(latch);
        try {
            long start = System.nanoTime();
            assertThat(why(directory.authenticate("anna", PASSWORD))).contains("in time");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        } finally {
            latch.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ldap", "ldaps"})
    void waitsNoLongerThanItsLimitForAServerThatNeverSaysAWord(String scheme) throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            long start = System.nanoTime();
            why(impatient(URI.create(scheme + "://localhost:" + silent.getLocalPort()))
                    .authenticate("anna", PASSWORD));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        }
    }

    // --- settings that can never work -----------------------------------------------------------

    @Test
    void namesASettingThatCanNeverWork() throws IOException {
        assertThatThrownBy(() -> open(server.settings("(uid=anna)", "entryUUID", List.of(), List.of()), server.ldaps()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("access.ldap.user-filter");
        assertThatThrownBy(
                        () -> open(server.settings("(uid={name}", "entryUUID", List.of(), List.of()), server.ldaps()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("access.ldap.user-filter");
        assertThatThrownBy(() -> open(server.settings(), URI.create("http://localhost")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("access.ldap.url");
        Files.writeString(server.ca(), "no certificate");
        assertThatThrownBy(() -> open()).isInstanceOf(IOException.class).hasMessageContaining("access.ldap.ca-file");
    }
}
