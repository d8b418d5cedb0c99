// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.oidc;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The only way to the issuer: bounded in time and size, no redirect followed, no proxy asked.
///
/// Thread-safe; blocks. Messages of its exceptions name the host, never what was sent or received.
final class IssuerConnection implements HTTPRequestSender, ResourceRetriever, AutoCloseable {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    /// Metadata, keys and tokens have some kilobytes; a person in thousands of groups a few hundred.
    static final int LARGEST_ANSWER = 1 << 20;

    private final HttpClient client;

    /// Opens nothing yet.
    ///
    /// @param caFile PEM certificates that alone are trusted; without it those of the Java runtime
    IssuerConnection(Optional<Path> caFile) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_LIMIT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY);
        caFile.ifPresent(file -> builder.sslContext(trusting(file)));
        this.client = builder.build();
    }

    @Override
    public HTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.getURI()).timeout(ANSWER_LIMIT);
        request.getHeaderMap().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        String body = request.getBody();
        builder.method(
                request.getMethod().name(),
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        HttpResponse<byte[]> answer = exchange(builder.build());
        HTTPResponse response = new HTTPResponse(answer.statusCode());
        response.setBody(new String(answer.body(), StandardCharsets.UTF_8));
        Optional<String> type = answer.headers().firstValue("Content-Type");
        if (type.isPresent()) {
            setType(response, type.get());
        }
        return response;
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        URI address = URI.create(url.toString());
        HTTPResponse response = send(new HTTPRequest(HTTPRequest.Method.GET, address));
        if (!response.indicatesSuccess()) {
            throw new IOException("%s answers with status %d".formatted(address.getHost(), response.getStatusCode()));
        }
        return new Resource(response.getBody(), "application/json");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) throws IOException {
        String host = request.uri().getHost();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
        try {
            // The client's own limit ends with the headers; a body that trickles must end, too.
            return answer.get(CONNECT_LIMIT.plus(ANSWER_LIMIT).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            String kind = e.getCause() == null ? "" : e.getCause().getClass().getSimpleName();
            throw new IOException("%s gives no answer (%s)".formatted(host, kind), e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException(host + " takes too long");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + host);
        }
    }

    private static void setType(HTTPResponse response, String type) throws IOException {
        try {
            response.setContentType(type);
        } catch (ParseException e) {
            throw new IOException("an answer with a malformed content type", e);
        }
    }

    private static SSLContext trusting(Path caFile) {
        try (InputStream pem = Files.newInputStream(caFile)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException("access.oidc.ca-file: no certificate in " + caFile);
            }
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate : List.copyOf(certificates)) {
                trusted.setCertificateEntry(Integer.toString(trusted.size()), certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "access.oidc.ca-file: %s does not hold certificates in PEM form".formatted(caFile), e);
        }
    }
}
