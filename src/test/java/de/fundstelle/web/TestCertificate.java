// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// A key with its own certificate for localhost and 127.0.0.1, made by the JDK's keytool.
record TestCertificate(Path pfx, PrivateKey key, X509Certificate certificate) {

    /// The identifier 1.2.840.113549.1.5.13 in DER.
    private static final String PBES2 = "06092a864886f70d01050d";

    static final String PASSWORD = "geheimes Wort";

    /// @param algorithm RSA or EC
    static TestCertificate make(Path folder, String name, String algorithm, int days) throws Exception {
        Path file = folder.resolve(name + ".pfx");
        List<String> call = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                "server",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-validity",
                String.valueOf(days),
                "-ext",
                "san=dns:localhost,ip:127.0.0.1"));
        Process keytool = new ProcessBuilder(call)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IllegalStateException("keytool did not make " + file);
        }
        KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        return new TestCertificate(file, (PrivateKey) store.getKey("server", PASSWORD.toCharArray()), (X509Certificate)
                store.getCertificate("server"));
    }

    void writeCertificate(Path file) throws IOException, GeneralSecurityException {
        Files.writeString(file, pem("CERTIFICATE", certificate.getEncoded()));
    }

    void writeKey(Path file) throws IOException {
        Files.writeString(file, pem("PRIVATE KEY", key.getEncoded()));
    }

    void writeEncryptedKey(Path file) throws IOException, GeneralSecurityException {
        String algorithm = "PBEWithHmacSHA256AndAES_256";
        SecretKey secret =
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(PASSWORD.toCharArray()));
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(Cipher.ENCRYPT_MODE, secret);
        byte[] scheme =
                der(0x30, HexFormat.of().parseHex(PBES2), cipher.getParameters().getEncoded());
        byte[] encrypted = der(0x30, scheme, der(0x04, cipher.doFinal(key.getEncoded())));
        Files.writeString(file, pem("ENCRYPTED PRIVATE KEY", encrypted));
    }

    /// One value in DER; RFC 5958 says which make an encrypted key.
    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(tag);
        if (content.size() < 0x80) {
            value.write(content.size());
        } else {
            value.write(0x82);
            value.write(content.size() >> Byte.SIZE);
            value.write(content.size() & 0xFF);
        }
        value.writeBytes(content.toByteArray());
        return value.toByteArray();
    }

    /// Whether this is the one.
    boolean is(Certificate other) {
        return certificate.equals(other);
    }

    private static String pem(String kind, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
    }
}
