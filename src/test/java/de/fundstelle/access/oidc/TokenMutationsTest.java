// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tokens that were good before one thing about them was changed. Each is refused; the good one is taken beside it.
class TokenMutationsTest extends WithFakeIssuer {

    private static final int FEWEST = 40;
    private static final RSAKey STRANGER = Forge.rsa("k1");
    private static final ECKey SECOND = Forge.ec("k2");
    private static final RSAKey FOR_ENCRYPTION = forEncryption();

    /// A forged token, from the claims of a good one and the issuer's keys.
    interface Forgery {
        String forge(ObjectNode claims, JWK key);
    }

    record Mutation(String name, Forgery forgery) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeEach
    void publishFurtherKeys() {
        issuer.published.add(SECOND);
        issuer.published.add(FOR_ENCRYPTION);
    }

    @Test
    void thereAreAtLeastFortyMutations() {
        long identity = identityMutations().count();
        long logout = logoutMutations().count();
        System.out.printf("token mutations: %d of ID tokens, %d of logout tokens%n", identity, logout);
        assertThat(identity).isGreaterThanOrEqualTo(FEWEST);
        assertThat(Stream.concat(identityMutations(), logoutMutations()).map(Mutation::name))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("identityMutations")
    void refusesTheIdToken(Mutation mutation) {
        assertThat(signIn()).as("the good one").isInstanceOf(Arrival.Recognised.class);
        issuer.token = mutation.forgery()::forge;
        assertThat(signIn()).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal()).isIn(Refusal.FAILED, Refusal.UNREACHABLE);
            assertThat(refused.detail()).doesNotContain(FakeIssuer.SUBJECT, "erika", "sitzung", "eyJ");
        });
    }

    @ParameterizedTest
    @MethodSource("logoutMutations")
    void refusesTheLogoutToken(Mutation mutation) {
        assertThat(connect.ended(issuer.logoutToken(issuer.goodLogout())))
                .as("the good one")
                .isInstanceOf(Ending.Ended.class);
        String forged = mutation.forgery().forge(issuer.goodLogout(), issuer.key);
        assertThat(connect.ended(forged))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.detail()).doesNotContain(FakeIssuer.SUBJECT, "sitzung", "eyJ"));
    }

    static Stream<Mutation> identityMutations() {
        return Stream.of(
                        signatures("ID token"),
                        forms("ID token"),
                        headers("ID token", "logout+jwt"),
                        commonClaims("ID token"),
                        identityClaims())
                .flatMap(List::stream);
    }

    static Stream<Mutation> logoutMutations() {
        return Stream.of(
                        signatures("logout token"),
                        forms("logout token"),
                        headers("logout token", "dpop+jwt"),
                        commonClaims("logout token"),
                        logoutClaims())
                .flatMap(List::stream);
    }

    private static List<Mutation> signatures(String kind) {
        return List.of(
                forged(
                        kind,
                        "unsecured",
                        (claims, key) -> Forge.part("{\"alg\":\"none\"}") + "." + Forge.part(Forge.text(claims)) + "."),
                forged(
                        kind,
                        "alg none, signature kept",
                        (claims, key) -> Forge.sign(Forge.header(key).put("alg", "none"), claims, key)),
                forged(
                        kind,
                        "alg nOnE",
                        (claims, key) -> Forge.sign(Forge.header(key).put("alg", "nOnE"), claims, key)),
                forged(kind, "alg missing", (claims, key) -> {
                    ObjectNode header = Forge.header(key);
                    header.remove("alg");
                    return Forge.sign(header, claims, key);
                }),
                forged(
                        kind,
                        "HS256 with the public key as secret",
                        (claims, key) -> Forge.hmac(Forge.header(key), claims, encodedPublic(key))),
                forged(
                        kind,
                        "HS256 with the public key's PEM as secret",
                        (claims, key) -> Forge.hmac(Forge.header(key), claims, pem(key))),
                forged(
                        kind,
                        "HS256 with the client's secret",
                        (claims, key) -> Forge.hmac(
                                Forge.header(key), claims, FakeIssuer.SECRET.getBytes(StandardCharsets.UTF_8))),
                forged(
                        kind,
                        "RS512, which the issuer does not promise",
                        (claims, key) -> Forge.sign(Forge.header(key).put("alg", "RS512"), claims, key)),
                forged(
                        kind,
                        "another key under the right kid",
                        (claims, key) -> Forge.sign(Forge.header(STRANGER), claims, STRANGER)),
                forged(
                        kind,
                        "another key without kid",
                        (claims, key) -> Forge.sign(Forge.object().put("alg", "RS256"), claims, STRANGER)),
                forged(
                        kind,
                        "unknown kid",
                        (claims, key) -> Forge.sign(Forge.header(key).put("kid", "k9"), claims, key)),
                forged(
                        kind,
                        "kid of the other key",
                        (claims, key) -> Forge.sign(Forge.header(key).put("kid", "k2"), claims, key)),
                forged(
                        kind,
                        "a key that is published for encryption",
                        (claims, key) -> Forge.sign(Forge.header(FOR_ENCRYPTION), claims, FOR_ENCRYPTION)),
                forged(
                        kind,
                        "ES256 with a signature of zeros",
                        (claims, key) -> withSignature(
                                Forge.sign(Forge.header(SECOND), claims, SECOND), Forge.encode(new byte[64]))),
                forged(
                        kind,
                        "signature of zeros",
                        (claims, key) -> withSignature(good(claims, key), Forge.encode(new byte[256]))),
                forged(kind, "signature missing", (claims, key) -> withSignature(good(claims, key), "")),
                forged(kind, "signature cut short", (claims, key) -> {
                    String good = good(claims, key);
                    return good.substring(0, good.length() - 40);
                }),
                forged(kind, "signature of another token", (claims, key) -> {
                    String[] other =
                            good(claims.deepCopy().put("jti", "anders"), key).split("\\.", -1);
                    return withSignature(good(claims, key), other[2]);
                }),
                forged(kind, "payload changed afterwards", (claims, key) -> {
                    String[] parts = good(claims, key).split("\\.", -1);
                    String payload = Forge.part(Forge.text(claims.put("sub", "somebody-else")));
                    return parts[0] + "." + payload + "." + parts[2];
                }),
                forged(kind, "header changed afterwards", (claims, key) -> {
                    String[] parts = good(claims, key).split("\\.", -1);
                    String header = Forge.part("{\"alg\":\"RS256\",\"kid\":\"k1\"}");
                    return header + "." + parts[1] + "." + parts[2];
                }));
    }

    private static List<Mutation> forms(String kind) {
        return List.of(
                forged(kind, "empty", (claims, key) -> ""),
                forged(kind, "three dots", (claims, key) -> "..."),
                forged(kind, "two parts", (claims, key) -> {
                    String good = good(claims, key);
                    return good.substring(0, good.lastIndexOf('.'));
                }),
                forged(kind, "four parts", (claims, key) -> good(claims, key) + ".eyJ9"),
                forged(kind, "five parts, as if encrypted", (claims, key) -> good(claims, key) + ".eyJ9.eyJ9"),
                forged(kind, "payload cut short", (claims, key) -> {
                    String text = Forge.text(claims);
                    return Forge.sign(Forge.text(Forge.header(key)), text.substring(0, text.length() - 5), key);
                }),
                forged(
                        kind,
                        "payload with something after it",
                        (claims, key) -> Forge.sign(Forge.text(Forge.header(key)), Forge.text(claims) + "{}", key)),
                forged(
                        kind,
                        "payload a list",
                        (claims, key) ->
                                Forge.sign(Forge.text(Forge.header(key)), "[" + Forge.text(claims) + "]", key)),
                forged(kind, "padded", (claims, key) -> good(claims, key).replaceFirst("\\.", "=.")),
                forged(kind, "a blank in it", (claims, key) -> good(claims, key).replaceFirst("\\.", " .")),
                forged(
                        kind,
                        "a signed token inside of it",
                        (claims, key) ->
                                Forge.sign(Forge.text(Forge.header(key).put("cty", "JWT")), good(claims, key), key)),
                forged(
                        kind,
                        "subject twice",
                        (claims, key) -> Forge.sign(
                                Forge.text(Forge.header(key)),
                                Forge.text(claims).replaceFirst("\\{", "{\"sub\":\"somebody-else\","),
                                key)),
                forged(kind, "a name twice inside of an object", (claims, key) -> {
                    claims.put("address", "@");
                    String payload = Forge.text(claims).replace("\"@\"", "{\"a\":1,\"a\":2}");
                    return Forge.sign(Forge.text(Forge.header(key)), payload, key);
                }),
                forged(
                        kind,
                        "algorithm twice",
                        (claims, key) -> Forge.sign(
                                Forge.text(Forge.header(key)).replaceFirst("\\{", "{\"alg\":\"RS256\","),
                                Forge.text(claims),
                                key)),
                forged(
                        kind,
                        "longer than any",
                        (claims, key) -> good(claims.put("filler", "x".repeat(CompactToken.LONGEST)), key)));
    }

    private static List<Mutation> headers(String kind, String otherType) {
        return List.of(
                header(kind, "its own key in the header, which signs", STRANGER, header -> {
                    header.remove("kid");
                    header.set("jwk", Forge.object().setAll(jwk(STRANGER)));
                }),
                forged(kind, "the right key in the header", (claims, key) -> {
                    ObjectNode header = Forge.header(key);
                    header.set("jwk", jwk(key));
                    return Forge.sign(header, claims, key);
                }),
                signedRight(kind, "header jku", header -> header.put("jku", "https://boese.example/keys")),
                signedRight(kind, "header x5u", header -> header.put("x5u", "https://boese.example/cert")),
                signedRight(
                        kind, "header crit", header -> header.putArray("crit").add("exp")),
                signedRight(kind, "header crit, empty", header -> header.putArray("crit")),
                signedRight(kind, "header b64", header -> header.put("b64", false)),
                signedRight(kind, "header zip", header -> header.put("zip", "DEF")),
                signedRight(kind, "type of an access token", header -> header.put("typ", "at+jwt")),
                signedRight(kind, "type " + otherType, header -> header.put("typ", otherType)));
    }

    private static List<Mutation> commonClaims(String kind) {
        long now = Instant.now().getEpochSecond();
        return List.of(
                claim(kind, "issuer missing", claims -> claims.remove("iss")),
                claim(
                        kind,
                        "issuer with a slash",
                        claims -> claims.put("iss", claims.get("iss").asText() + "/")),
                claim(
                        kind,
                        "issuer in capitals",
                        claims -> claims.put("iss", claims.get("iss").asText().toUpperCase(java.util.Locale.ROOT))),
                claim(
                        kind,
                        "issuer of another realm",
                        claims -> claims.put("iss", claims.get("iss").asText() + "2")),
                claim(
                        kind,
                        "issuer a list",
                        claims -> claims.putArray("iss").add(claims.get("iss").asText())),
                claim(kind, "audience missing", claims -> claims.remove("aud")),
                claim(kind, "audience empty", claims -> claims.putArray("aud")),
                claim(kind, "audience another client", claims -> claims.put("aud", "wiki")),
                claim(kind, "audience in capitals", claims -> claims.put("aud", "FUNDSTELLE")),
                claim(
                        kind,
                        "audience several others",
                        claims -> claims.putArray("aud").add("wiki").add("forum")),
                claim(
                        kind,
                        "audience us and another, for nobody in particular",
                        claims -> claims.putArray("aud").add(FakeIssuer.CLIENT).add("wiki")),
                claim(
                        kind,
                        "audience us and another, for the other",
                        claims -> claims.put("azp", "wiki")
                                .putArray("aud")
                                .add(FakeIssuer.CLIENT)
                                .add("wiki")),
                claim(kind, "for another client", claims -> claims.put("azp", "wiki")),
                claim(kind, "azp a number", claims -> claims.put("azp", 7)),
                claim(kind, "end missing", claims -> claims.remove("exp")),
                claim(kind, "end past", claims -> claims.put("exp", now - 120)),
                claim(kind, "end a word", claims -> claims.put("exp", "bald")),
                claim(kind, "issue time missing", claims -> claims.remove("iat")),
                claim(kind, "issue time in the future", claims -> claims.put("iat", now + 900)),
                claim(kind, "not yet valid", claims -> claims.put("nbf", now + 900)),
                claim(kind, "subject empty", claims -> claims.put("sub", "")),
                claim(kind, "subject of 256 characters", claims -> claims.put("sub", "x".repeat(256))),
                claim(kind, "subject a number", claims -> claims.put("sub", 4711)),
                claim(kind, "subject with a line break", claims -> claims.put("sub", "erika\nadmin")),
                claim(kind, "session a number", claims -> claims.put("sid", 1)),
                claim(kind, "session empty", claims -> claims.put("sid", "")));
    }

    private static List<Mutation> identityClaims() {
        String kind = "ID token";
        return List.of(
                claim(kind, "subject missing", claims -> claims.remove("sub")),
                claim(kind, "nonce missing", claims -> claims.remove("nonce")),
                claim(kind, "nonce of another sign-in", claims -> claims.put("nonce", "anders")),
                claim(
                        kind,
                        "nonce a list",
                        claims ->
                                claims.putArray("nonce").add(claims.get("nonce").asText())),
                claim(kind, "hash of another access token", claims -> claims.put("at_hash", "AAAAAAAAAAAAAAAAAAAAAA")),
                claim(kind, "an event in it", claims -> claims.putObject("events")),
                forged(kind, "a logout token", (claims, key) -> {
                    claims.remove("nonce");
                    claims.put("jti", "l1")
                            .putObject("events")
                            .putObject("http://schemas.openid.net/event/backchannel-logout");
                    return Forge.sign(Forge.header(key).put("typ", "logout+jwt"), claims, key);
                }));
    }

    private static List<Mutation> logoutClaims() {
        String kind = "logout token";
        long now = Instant.now().getEpochSecond();
        return List.of(
                claim(kind, "with a nonce", claims -> claims.put("nonce", "n")),
                claim(kind, "without events", claims -> claims.remove("events")),
                claim(kind, "events empty", claims -> claims.putObject("events")),
                claim(
                        kind,
                        "events a word",
                        claims -> claims.put("events", "http://schemas.openid.net/event/backchannel-logout")),
                claim(
                        kind,
                        "another event",
                        claims -> claims.putObject("events").putObject("http://schemas.openid.net/event/other")),
                claim(
                        kind,
                        "event a word",
                        claims -> claims.putObject("events")
                                .put("http://schemas.openid.net/event/backchannel-logout", "ja")),
                claim(kind, "too old", claims -> claims.put("iat", now - 900)),
                claim(kind, "neither subject nor session", claims -> claims.without(List.of("sub", "sid"))),
                claim(kind, "jti missing", claims -> claims.remove("jti")),
                claim(kind, "jti empty", claims -> claims.put("jti", "")),
                claim(kind, "jti too long", claims -> claims.put("jti", "x".repeat(256))),
                forged(kind, "an ID token", (claims, key) -> {
                    claims.remove(List.of("jti", "events"));
                    return good(claims.put("nonce", "n"), key);
                }));
    }

    private static Mutation forged(String kind, String name, Forgery forgery) {
        return new Mutation(kind + ": " + name, forgery);
    }

    private static Mutation claim(String kind, String name, Consumer<ObjectNode> change) {
        return forged(kind, name, (claims, key) -> {
            change.accept(claims);
            return good(claims, key);
        });
    }

    private static Mutation signedRight(String kind, String name, Consumer<ObjectNode> change) {
        return forged(kind, name, (claims, key) -> {
            ObjectNode header = Forge.header(key);
            change.accept(header);
            return Forge.sign(header, claims, key);
        });
    }

    private static Mutation header(String kind, String name, JWK signer, Consumer<ObjectNode> change) {
        return forged(kind, name, (claims, key) -> {
            ObjectNode header = Forge.header(signer);
            change.accept(header);
            return Forge.sign(header, claims, signer);
        });
    }

    /// With the type JWT, which both kinds of token may have.
    private static String good(ObjectNode claims, JWK key) {
        return Forge.sign(Forge.header(key), claims, key);
    }

    private static String withSignature(String token, String signature) {
        return token.substring(0, token.lastIndexOf('.') + 1) + signature;
    }

    private static ObjectNode jwk(JWK key) {
        ObjectNode node = Forge.object();
        key.toPublicJWK().toJSONObject().forEach((name, value) -> node.put(name, value.toString()));
        return node;
    }

    private static byte[] encodedPublic(JWK key) {
        try {
            return key.toRSAKey().toPublicKey().getEncoded();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] pem(JWK key) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encodedPublic(key));
        return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                .formatted(body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static RSAKey forEncryption() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID("k3")
                    .keyUse(KeyUse.ENCRYPTION)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
