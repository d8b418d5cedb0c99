// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.oidc;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.InvalidHashException;
import de.fundstelle.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is spoken with the issuer behind the browser's back: a code for tokens, a token for more about a person.
final class Exchange {

    /// What OAuth 2.0 allows in an error code, at a bounded length.
    private static final Pattern ERROR_CODE = Pattern.compile("[a-z_]{1,40}");

    private final ClientID client;
    private final Optional<Secret> secret;
    private final IssuerConnection connection;

    Exchange(ClientID client, Optional<Secret> secret, IssuerConnection connection) {
        this.client = client;
        this.secret = secret;
        this.connection = connection;
    }

    /// The tokens for a code; nothing of them is checked yet.
    Proceeds redeem(Discovery.Issuer issuer, AuthorizationCode code, URI callback, CodeVerifier verifier)
            throws RefusedException {
        URI endpoint = issuer.metadata().getTokenEndpointURI();
        AuthorizationGrant grant = new AuthorizationCodeGrant(code, callback, verifier);
        TokenRequest.Builder request = secret.map(known -> new TokenRequest.Builder(
                        endpoint,
                        new ClientSecretBasic(client, new com.nimbusds.oauth2.sdk.auth.Secret(known.value())),
                        grant))
                .orElseGet(() -> new TokenRequest.Builder(endpoint, client, grant));
        try {
            TokenResponse response = OIDCTokenResponseParser.parse(
                    request.build().toHTTPRequest().send(connection));
            if (!response.indicatesSuccess()) {
                throw refused(response.toErrorResponse().getErrorObject());
            }
            if (!(response.toSuccessResponse() instanceof OIDCTokenResponse success)) {
                throw new RefusedException(Refusal.FAILED, "the token endpoint gives no ID token");
            }
            OIDCTokens tokens = success.getOIDCTokens();
            String idToken = Optional.ofNullable(tokens.getIDTokenString())
                    .orElseThrow(() -> new RefusedException(Refusal.FAILED, "the token endpoint gives no ID token"));
            return new Proceeds(idToken, tokens.getAccessToken());
        } catch (ParseException | IllegalArgumentException e) { // the latter for an empty value
            throw new RefusedException(Refusal.FAILED, "the token endpoint gives no tokens");
        } catch (IOException e) {
            throw unreachable("token", e);
        }
    }

    /// Further claims about the person of an ID token, empty if the issuer offers none.
    Map<String, Object> userInfo(Discovery.Issuer issuer, Proceeds proceeds, String subject) throws RefusedException {
        URI endpoint = issuer.metadata().getUserInfoEndpointURI();
        if (endpoint == null) {
            return Map.of();
        }
        HTTPRequest request = new UserInfoRequest(endpoint, proceeds.accessToken()).toHTTPRequest();
        try {
            UserInfoResponse response = UserInfoResponse.parse(request.send(connection));
            UserInfo info =
                    response.indicatesSuccess() ? response.toSuccessResponse().getUserInfo() : null;
            if (info == null) {
                throw new RefusedException(Refusal.FAILED, "the userinfo endpoint gives no JSON about the person");
            }
            if (!info.getSubject().getValue().equals(subject)) {
                throw new RefusedException(Refusal.FAILED, "the userinfo endpoint speaks of another subject");
            }
            return info.toJSONObject();
        } catch (ParseException | IllegalArgumentException e) { // the latter for an empty value
            throw new RefusedException(Refusal.FAILED, "the userinfo endpoint gives no JSON about the person");
        } catch (IOException e) {
            throw unreachable("userinfo", e);
        }
    }

    /// What a code was worth.
    record Proceeds(String idToken, AccessToken accessToken) {

        /// Whether both belong together, once the ID token is believed.
        void checkAccessToken() throws RefusedException {
            try {
                SignedJWT token = SignedJWT.parse(idToken);
                JWTClaimsSet claims = token.getJWTClaimsSet();
                JWSHeader header = token.getHeader();
                String hash = claims.getStringClaim("at_hash");
                if (hash != null) {
                    AccessTokenValidator.validate(accessToken, header.getAlgorithm(), new AccessTokenHash(hash));
                }
            } catch (java.text.ParseException | InvalidHashException e) {
                throw new RefusedException(
                        Refusal.FAILED, "the access token does not belong to the ID token (at_hash)");
            }
        }

        @Override
        public String toString() {
            return "***";
        }
    }

    /// An error code as the issuer wrote it, if it is one.
    static String printable(String error) {
        return error != null && ERROR_CODE.matcher(error).matches() ? error : "something that is no error code";
    }

    private static RefusedException refused(ErrorObject error) {
        if ("invalid_grant".equals(error.getCode())) {
            return new RefusedException(Refusal.EXPIRED, "the issuer takes the code no more (invalid_grant)");
        }
        return new RefusedException(
                Refusal.FAILED,
                "the token endpoint says %s; check access.oidc.client-id and access.oidc.client-secret-file"
                        .formatted(printable(error.getCode())));
    }

    private static RefusedException unreachable(String endpoint, IOException failure) {
        return new RefusedException(
                Refusal.UNREACHABLE, "asking the %s endpoint: %s".formatted(endpoint, failure.getMessage()));
    }
}
