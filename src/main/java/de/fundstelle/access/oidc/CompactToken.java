// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;

/// Reads a signed token more strictly than the library, before that sees it (RFC 7515, RFC 8725).
final class CompactToken {

    /// A person in hundreds of groups has some ten kilobytes.
    static final int LONGEST = 128 * 1024;

    /// Headers that bring a key along, point to one, or change what is signed. No issuer needs them here.
    private static final List<String> REFUSED_HEADERS = List.of("jwk", "jku", "x5u", "crit", "b64", "zip", "enc");

    /// Claims that the library would turn into text, whatever they are.
    private static final List<String> TEXTS = List.of("iss", "sub", "sid", "jti", "azp", "nonce");

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CompactToken() {}

    /// A token in its right form; its signature is not checked yet.
    static SignedJWT parse(String text) throws RefusedException {
        if (text.length() > LONGEST) {
            throw malformed("is longer than %d characters".formatted(LONGEST));
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw malformed("has %d parts instead of 3".formatted(parts.length));
        }
        JsonNode header = object(parts[0]);
        JsonNode claims = object(parts[1]);
        for (String name : REFUSED_HEADERS) {
            if (header.has(name)) {
                throw malformed("has the header " + name);
            }
        }
        for (String name : TEXTS) {
            if (claims.has(name) && !claims.get(name).isTextual()) {
                throw malformed("has something else than text as " + name);
            }
        }
        try {
            return SignedJWT.parse(text);
        } catch (ParseException e) {
            throw malformed("is not a signed one");
        }
    }

    private static JsonNode object(String part) throws RefusedException {
        if (part.contains("=")) {
            throw malformed("is padded");
        }
        try {
            String json = new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
            JsonNode node = STRICT.readTree(json);
            if (!node.isObject()) {
                throw malformed("holds something else than a JSON object");
            }
            return node;
        } catch (IllegalArgumentException e) {
            throw malformed("is no base64url");
        } catch (JsonProcessingException e) {
            throw malformed("is no JSON, or has a name twice");
        }
    }

    private static RefusedException malformed(String why) {
        return new RefusedException(Refusal.FAILED, "the token " + why);
    }
}
