// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Looks for secrets in a container image, layer by layer, also in the jars and in files that a later layer hides.
///
/// A name that only secrets have is a finding, whatever is in it; so is content that only secrets have.
final class SecretScan {

    /// Larger files are programs and weights of models; only their beginning is looked at.
    private static final int LONGEST = 16 << 20;

    private static final Pattern NAME =
            Pattern.compile("(?:^|/)(?:id_(?:rsa|dsa|ecdsa|ed25519)|[^/]+\\.(?:key|p12|pfx|jks|keystore|kdbx|ppk)"
                    + "|\\.env(?:\\.[^/]*)?|\\.netrc|\\.npmrc|\\.pgpass|\\.git-credentials|\\.htpasswd|\\.bash_history"
                    + "|operator-token|admin-password|fundstelle\\.db[^/]*|settings-security\\.xml"
                    + "|ssh_host_[^/]*_key|passwords\\.dat|(?:secret|token|password|credential)s?(?:\\.(?:txt|json|ya?ml|properties))?)$"
                    + "|(?:^|/)(?:\\.git|\\.svn|\\.ssh|\\.gnupg|\\.aws|\\.docker|\\.m2)/");

    /// Programs are no settings; looking through them for lines would take minutes.
    private static final String ONLY_IN_TEXT = "password in a setting";

    /// What a secret looks like.
    ///
    /// @param hints one of these is in it; looking for them first takes a tenth of the time
    private record Look(String kind, List<String> hints, Pattern pattern) {

        boolean isIn(String text) {
            return (hints.isEmpty() || hints.stream().anyMatch(text::contains))
                    && pattern.matcher(text).find();
        }
    }

    private static final List<Look> LOOKS = List.of(
            new Look(
                    "private key",
                    List.of("-----BEGIN "),
                    Pattern.compile("-----BEGIN (?:[A-Z]+ )?PRIVATE KEY(?: BLOCK)?-----\\s+[A-Za-z0-9+/=:]{16}")),
            new Look(
                    "key of a cloud",
                    List.of("AKIA", "ASIA", "AIza"),
                    Pattern.compile("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b|\\bAIza[0-9A-Za-z_-]{35}\\b")),
            new Look(
                    "token of a forge",
                    List.of("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "glpat-", "npm_"),
                    Pattern.compile("\\b(?:gh[pousr]_[0-9A-Za-z]{36}|glpat-[0-9A-Za-z_-]{20}|npm_[0-9A-Za-z]{36})\\b")),
            new Look(
                    "signed token",
                    List.of(".eyJ"),
                    Pattern.compile("\\beyJ[0-9A-Za-z_-]{16,}\\.eyJ[0-9A-Za-z_-]{16,}\\.[0-9A-Za-z_-]{16,}")),
            new Look(
                    ONLY_IN_TEXT,
                    List.of(),
                    Pattern.compile(
                            "(?im)^\\s*(?:export\\s+)?[\\w.-]*(?:passw(?:or)?d|secret|token|api[_-]?key)\\s*[=:]\\s*"
                                    + "[\"']?(?=[^\\s\"']*\\d)(?=[^\\s\"']*[A-Za-z])[0-9A-Za-z+/_-]{20,}[\"']?\\s*$")),
            new Look(
                    "hash of a password",
                    List.of(":$", "$argon2id$"),
                    Pattern.compile(
                            "(?m)^[a-z_][\\w-]*:\\$[0-9a-z]+\\$|\\$argon2id\\$v=\\d+\\$m=\\d+,t=\\d+,p=\\d+\\$[A-Za-z0-9+/]{16}")));

    /// The JDK's list of certificate authorities; PAM's note of its choices; passwords that everybody tries first.
    private static final Pattern HARMLESS_NAME = Pattern.compile(
            "lib/security/cacerts$|var/lib/pam/password$|zxcvbn-[^/]*\\.jar!.*/dictionaries/passwords\\.txt$");

    /// Holds the published keys of its own self-tests.
    private static final Pattern HARMLESS_CONTENT = Pattern.compile("/libgnutls\\.so[^/]*$");

    private static final int HEAD = 4096;

    private final List<String> findings = new ArrayList<>();
    private int files;

    /// A Docker archive: layers as tar files, compressed or not, beside their descriptions.
    void archive(InputStream in) throws IOException {
        tar("", in);
    }

    /// What was found: the place, and what it looks like.
    List<String> findings() {
        return List.copyOf(findings);
    }

    /// Files that were looked at, entries of jars included.
    int files() {
        return files;
    }

    private void tar(String where, InputStream in) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (entry.isFile()) {
                file(where + entry.getName(), tar);
            }
        }
    }

    private void file(String path, InputStream in) throws IOException {
        if (path.matches("[^!]*\\.tar(?:\\.gz)?")) {
            tar(path + "!", path.endsWith(".gz") ? new GZIPInputStream(in) : in);
            return;
        }
        files++;
        if (NAME.matcher(path).find() && !HARMLESS_NAME.matcher(path).find()) {
            findings.add(path + ": its name");
        }
        if (path.endsWith(".jar")) {
            jar(path + "!", in);
            return;
        }
        byte[] bytes = in.readNBytes(LONGEST);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        boolean program = text.substring(0, Math.min(HEAD, text.length())).indexOf(0) >= 0;
        if (HARMLESS_CONTENT.matcher(path).find()) {
            return;
        }
        for (Look look : LOOKS) {
            if (!(program && look.kind().equals(ONLY_IN_TEXT)) && look.isIn(text)) {
                findings.add(path + ": " + look.kind());
            }
        }
    }

    /// Not closed: the archive that the jar lies in goes on.
    private void jar(String where, InputStream in) throws IOException {
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (!entry.isDirectory()) {
                file(where + entry.getName(), zip);
            }
        }
    }
}
