// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The image that docker/build.sh made holds no secret; and the scan would find one.
class SecretScanTest {

    private static final Path IMAGE = Path.of("target/image/fundstelle.tar");

    @Test
    @Tag("machine")
    void findsNothingInTheImage() throws IOException {
        SecretScan scan = new SecretScan();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(IMAGE))) {
            scan.archive(in);
        }
        assertThat(scan.findings()).isEmpty();
        assertThat(scan.files()).as("layers and jars were opened").isGreaterThan(20_000);
    }

    @Test
    void findsWhatIsHiddenInALayerOrAJar() throws IOException {
        Map<String, String> planted = new LinkedHashMap<>();
        planted.put("data/secrets/operator-token", "x");
        planted.put("app/.env", "");
        planted.put("root/.ssh/known_hosts", "");
        planted.put("etc/ssl/private/server.key", "");
        planted.put("app/.git/config", "");
        planted.put("etc/server.pem", "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ\n");
        planted.put("app/application.properties", "db.password=hunter2hunter2hunter2\n");
        planted.put("etc/shadow", "root:$y$j9T$abcdefgh$ijkl:19000:0:99999:7:::\n");
        planted.put("opt/a.json", "{\"auth\":\"ghp_" + "a1".repeat(18) + "\"}");
        Map<String, String> harmless = Map.of(
                "etc/shadow", "root:*:19000:0:99999:7:::\nfundstelle:!::0:99999:7:::\n",
                "etc/ssl/certs/ca.pem", "-----BEGIN CERTIFICATE-----\nMIIEvQIBADANBgkqhkiG9w0BAQ\n",
                "opt/java/lib/security/cacerts", "x",
                "app/fundstelle.yaml", "    # A file that holds the key.\n    api-key-file: \"\"\n",
                "usr/bin/passwd", "Enter new password: ");

        assertThat(findings(layer(harmless))).isEmpty();
        planted.forEach((path, text) -> {
            assertThat(findings(layer(Map.of(path, text))))
                    .as(path)
                    .singleElement()
                    .asString()
                    .contains(path);
            assertThat(findings(layer(Map.of("app/libs/x.jar", jar(path, text)))))
                    .as("in a jar: %s", path)
                    .hasSize(1);
        });
    }

    private static List<String> findings(byte[] layer) {
        SecretScan scan = new SecretScan();
        try {
            byte[] archive = tar(Map.of("manifest.json", "[]".getBytes(StandardCharsets.UTF_8), "1a2b.tar.gz", layer));
            scan.archive(new ByteArrayInputStream(archive));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return scan.findings();
    }

    private static byte[] layer(Map<String, ?> files) {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        files.forEach((path, content) -> bytes.put(
                path, content instanceof byte[] raw ? raw : content.toString().getBytes(StandardCharsets.UTF_8)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(out)) {
            zipped.write(tar(bytes));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] tar(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] jar(String path, String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(path));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }
}
