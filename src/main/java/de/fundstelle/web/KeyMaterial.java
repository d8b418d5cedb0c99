// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.config.Secret;
import de.fundstelle.config.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// The server's private key and the certificates that belong to it, as the operator's files hold them.
///
/// Every way in which the files can be wrong is an [IOException] that says which file and what to do.
record KeyMaterial(PrivateKey key, List<X509Certificate> chain) {

    /// Larger than any chain; a wrong file is not read whole.
    private static final long LARGEST_FILE = 1 << 20;

    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----(.+?)-----END CERTIFICATE-----", Pattern.DOTALL);
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----(.+?)-----END", Pattern.DOTALL);

    KeyMaterial {
        chain = List.copyOf(chain);
    }

    /// Reads what the settings name.
    static KeyMaterial read(Settings.Tls tls) throws IOException {
        Path certificateFile = tls.certificateFile().orElseThrow();
        byte[] content = bytes(certificateFile);
        boolean text = new String(content, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
        KeyMaterial material = text ? pem(content, certificateFile, tls) : pfx(content, certificateFile, tls);
        material.requireMatch(certificateFile);
        return material;
    }

    /// What changes when one of the files changes.
    static String fingerprint(Settings.Tls tls) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes(tls.certificateFile().orElseThrow()));
            if (tls.keyFile().isPresent()) {
                digest.update(bytes(tls.keyFile().get()));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    Instant expiry() {
        return certificate().getNotAfter().toInstant();
    }

    private static byte[] bytes(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("the file '%s' cannot be read; check its path and its permissions".formatted(file));
        }
        if (Files.size(file) > LARGEST_FILE) {
            throw new IOException("the file '%s' is larger than 1 MB and holds no certificate".formatted(file));
        }
        return Files.readAllBytes(file);
    }

    private static KeyMaterial pem(byte[] content, Path file, Settings.Tls tls) throws IOException {
        List<X509Certificate> chain = certificates(content, file);
        Path keyFile = tls.keyFile().orElse(file);
        String keyText = new String(bytes(keyFile), StandardCharsets.ISO_8859_1);
        Matcher key = KEY.matcher(keyText);
        if (!key.find()) {
            throw new IOException(
                    "the file '%s' holds no private key (PEM); name it in server.tls.key-file".formatted(keyFile));
        }
        PKCS8EncodedKeySpec spec = switch (key.group(1)) {
            case "" -> new PKCS8EncodedKeySpec(decoded(key.group(2), keyFile));
            case "ENCRYPTED " -> decrypted(decoded(key.group(2), keyFile), keyFile, tls.password());
            default ->
                throw new IOException(
                        "the key in '%s' is not in PKCS 8; convert it: openssl pkcs8 -topk8 -in OLD -out NEW"
                                .formatted(keyFile));
        };
        String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
        try {
            return new KeyMaterial(KeyFactory.getInstance(algorithm).generatePrivate(spec), chain);
        } catch (InvalidKeySpecException e) {
            throw new IOException(
                    "the key in '%s' does not belong to the certificate in '%s', whose key is %s"
                            .formatted(keyFile, file, algorithm),
                    e);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "the key in '%s' (%s) is of a kind that is not known".formatted(keyFile, algorithm), e);
        }
    }

    private static List<X509Certificate> certificates(byte[] content, Path file) throws IOException {
        List<X509Certificate> chain = new ArrayList<>();
        Matcher block = CERTIFICATE.matcher(new String(content, StandardCharsets.ISO_8859_1));
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            while (block.find()) {
                byte[] bytes = decoded(block.group(1), file);
                chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes)));
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("a certificate in '%s' is damaged; fetch the file anew".formatted(file), e);
        }
        if (chain.isEmpty()) {
            throw new IOException(
                    "the file '%s' holds no certificate (PEM); the server's own comes first, then those between it and the authority's"
                            .formatted(file));
        }
        return chain;
    }

    private static byte[] decoded(String base64, Path file) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IOException("'%s' is damaged: not Base64 between BEGIN and END".formatted(file), e);
        }
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] encrypted, Path file, Optional<Secret> password)
            throws IOException {
        if (password.isEmpty()) {
            throw new IOException(
                    "the key in '%s' is encrypted; name a file with its password in server.tls.password-file"
                            .formatted(file));
        }
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
            // For PBES2 the parameters, not the name, tell the algorithm.
            String algorithm = String.valueOf(info.getAlgParameters());
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm)
                            .generateSecret(
                                    new PBEKeySpec(password.get().value().toCharArray())),
                    info.getAlgParameters());
            return info.getKeySpec(cipher);
        } catch (GeneralSecurityException | IOException e) {
            throw new IOException(
                    "the key in '%s' cannot be decrypted; check the password in server.tls.password-file, or encrypt the key anew with AES: openssl pkcs8 -topk8 -v2 aes256"
                            .formatted(file),
                    e);
        }
    }

    private static KeyMaterial pfx(byte[] content, Path file, Settings.Tls tls) throws IOException {
        char[] password =
                tls.password().map(secret -> secret.value().toCharArray()).orElse(new char[0]);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias) && store.getKey(alias, password) instanceof PrivateKey key) {
                    List<X509Certificate> chain = new ArrayList<>();
                    for (Certificate certificate : store.getCertificateChain(alias)) {
                        chain.add((X509Certificate) certificate);
                    }
                    return new KeyMaterial(key, chain);
                }
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new IOException(
                    "the file '%s' is neither PEM nor a PFX file that opens with the password in server.tls.password-file"
                            .formatted(file),
                    e);
        }
        throw new IOException("the PFX file '%s' holds no private key; export it with its key".formatted(file));
    }

    /// A key that belongs to another certificate would fail at the first browser only.
    private void requireMatch(Path file) throws IOException {
        PublicKey wanted = certificate().getPublicKey();
        String algorithm = switch (wanted.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "EdDSA" -> "EdDSA";
            default ->
                throw new IOException("the certificate in '%s' has a %s key; browsers want RSA or EC"
                        .formatted(file, wanted.getAlgorithm()));
        };
        try {
            byte[] sample = "fundstelle".getBytes(StandardCharsets.US_ASCII);
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(wanted);
            signature.update(sample);
            if (signature.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("the key does not belong to the certificate in '%s'".formatted(file), e);
        }
        throw new IOException(
                "the key does not belong to the first certificate in '%s'; the server's own comes first, then those between it and the authority's"
                        .formatted(file));
    }
}
