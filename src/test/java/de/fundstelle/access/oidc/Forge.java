// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes tokens, good ones and any other, below every library that would refuse to.
final class Forge {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Forge() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static RSAKey rsa(String kid) {
        try {
            return new RSAKeyGenerator(2048).keyID(kid).keyUse(KeyUse.SIGNATURE).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static ECKey ec(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(kid)
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static ObjectNode header(JWK key) {
        return object().put("alg", key instanceof RSAKey ? "RS256" : "ES256")
                .put("typ", "JWT")
                .put("kid", key.getKeyID());
    }

    static String sign(ObjectNode header, ObjectNode claims, JWK key) {
        return sign(text(header), text(claims), key);
    }

    /// Signs whatever is written there.
    static String sign(String header, String payload, JWK key) {
        String signed = part(header) + "." + part(payload);
        return signed + "." + encode(signature(signed, algorithm(header, key), key));
    }

    /// Signs with a shared secret.
    static String hmac(ObjectNode header, ObjectNode claims, byte[] secret) {
        String signed = part(text(header.put("alg", "HS256"))) + "." + part(text(claims));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return signed + "." + encode(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String part(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String text(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String algorithm(String header, JWK key) {
        if (header.contains("RS512")) {
            return "SHA512withRSA";
        }
        return key instanceof RSAKey ? "SHA256withRSA" : "SHA256withECDSAinP1363Format";
    }

    private static byte[] signature(String signed, String algorithm, JWK key) {
        try {
            PrivateKey secret = key instanceof RSAKey rsa
                    ? rsa.toPrivateKey()
                    : key.toECKey().toPrivateKey();
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(secret);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
