// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/// Checks ID tokens and logout tokens: the library's validators, and what they leave open.
///
/// The library reads the time from the machine, what is added here from the clock.
final class Tokens {

    /// How far the issuer's clock may be off.
    static final Duration SKEW = Duration.ofSeconds(60);

    /// How old a logout token may be; the issuer sends it at once.
    static final Duration LOGOUT_AGE = Duration.ofMinutes(5);

    /// OpenID Connect Core 1.0, section 2, for subjects; the same will do for the others.
    static final int LONGEST_IDENTIFIER = 255;

    /// Whether a logout token must be called one in its header; older issuers do not. Its events tell it apart, too.
    private static final boolean TYPED = false;

    private final ClientID client;
    private final Clock clock;
    private final Seen seen;

    Tokens(ClientID client, Clock clock) {
        this.client = client;
        this.clock = clock;
        this.seen = new Seen(clock, LOGOUT_AGE.plus(SKEW.multipliedBy(2)));
    }

    /// The claims of an ID token, all of it checked.
    JWTClaimsSet identity(Discovery.Issuer issuer, String text, Nonce nonce) throws RefusedException {
        SignedJWT token = CompactToken.parse(text);
        IDTokenValidator validator =
                new IDTokenValidator(issuer.metadata().getIssuer(), client, selector(issuer), null);
        validator.setMaxClockSkew((int) SKEW.toSeconds());
        JWTClaimsSet claims = checked(token, () -> validator.validate(token, nonce));
        require(claims.getSubject() != null, "names no subject");
        require(claims.getClaim("events") == null, "is about an event and not about a person");
        checkParty(claims);
        return claims;
    }

    /// The claims of a logout token, all of it checked; the same one is refused from then on.
    JWTClaimsSet logout(Discovery.Issuer issuer, String text) throws RefusedException {
        SignedJWT token = CompactToken.parse(text);
        Issuer name = issuer.metadata().getIssuer();
        LogoutTokenValidator validator = new LogoutTokenValidator(name, client, TYPED, selector(issuer), null);
        validator.setMaxClockSkew((int) SKEW.toSeconds());
        JWTClaimsSet claims = checked(token, () -> validator.validate(token));
        Instant issued = claims.getIssueTime().toInstant();
        require(issued.isAfter(clock.instant().minus(LOGOUT_AGE).minus(SKEW)), "is too old");
        require(issued.isBefore(clock.instant().plus(SKEW)), "comes from the future");
        checkParty(claims);
        String identifier = claims.getJWTID();
        require(identifier != null && identifier(identifier), "has no usable jti");
        require(seen.first(identifier), "was used before");
        return claims;
    }

    /// The issuer's session in a token, if it has one.
    static Optional<String> session(JWTClaimsSet claims) throws RefusedException {
        try {
            return Optional.ofNullable(claims.getStringClaim("sid"));
        } catch (ParseException e) {
            throw refused("has a malformed sid");
        }
    }

    private static JWSKeySelector<SecurityContext> selector(Discovery.Issuer issuer) {
        return new JWSVerificationKeySelector<>(issuer.algorithms(), issuer.keys());
    }

    @FunctionalInterface
    private interface Validation {
        Object validate() throws BadJOSEException, JOSEException;
    }

    /// The claims that the validation vouches for, with what holds for both kinds of token.
    private JWTClaimsSet checked(SignedJWT token, Validation validation) throws RefusedException {
        try {
            validation.validate();
            JWTClaimsSet claims = token.getJWTClaimsSet();
            Date notBefore = claims.getNotBeforeTime();
            require(
                    notBefore == null
                            || notBefore.toInstant().isBefore(clock.instant().plus(SKEW)),
                    "is not valid yet");
            String subject = claims.getSubject();
            require(subject == null || identifier(subject), "has a malformed subject");
            Optional<String> sid = session(claims);
            require(sid.isEmpty() || identifier(sid.get()), "has a malformed sid");
            return claims;
        } catch (KeySourceException e) {
            throw new RefusedException(
                    Refusal.UNREACHABLE,
                    "the issuer's keys cannot be fetched, or were a moment ago; check the network and its jwks_uri");
        } catch (BadJOSEException | JOSEException e) {
            throw refused("is not valid: " + withoutValues(e));
        } catch (ParseException e) {
            throw refused("has malformed claims");
        }
    }

    /// An audience of several must say for whom the token is (OpenID Connect Core 1.0, section 3.1.3.7).
    private void checkParty(JWTClaimsSet claims) throws RefusedException {
        Object party = claims.getClaim("azp");
        require(
                party == null ? claims.getAudience().size() == 1 : party.equals(client.getValue()),
                "is for another client (azp)");
    }

    /// Printable ASCII of a bounded length.
    private static boolean identifier(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_IDENTIFIER
                && text.chars().allMatch(character -> character >= ' ' && character <= '~');
    }

    /// What the library complains about; what it quotes comes after a colon and stays out of logs.
    private static String withoutValues(Exception failure) {
        String message = Optional.ofNullable(failure.getMessage()).orElse("");
        return message.startsWith("Signed JWT rejected: ") ? "no key of the issuer fits" : message.split(":", 2)[0];
    }

    private static void require(boolean condition, String otherwise) throws RefusedException {
        if (!condition) {
            throw refused(otherwise);
        }
    }

    private static RefusedException refused(String why) {
        return new RefusedException(Refusal.FAILED, "the token " + why);
    }
}
