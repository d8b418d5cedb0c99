// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.models;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The HTTP client under LangChain4j's models: every request ends, and interrupting its thread ends it at once.
///
/// Streams are read on the calling thread, too, so [#execute] returns when the stream has ended.
/// The timeouts that LangChain4j would set are not used; a [Watch] per request holds ours.
final class Wire implements dev.langchain4j.http.client.HttpClient {

    /// Far more than any answer or batch of vectors; a server that sends more is broken.
    private static final int MOST_BYTES = 32 * 1024 * 1024;

    private static final int MOST_ERROR_BYTES = 16 * 1024;
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final HttpClient http;
    private final Supplier<Watch> watches;
    private final UnaryOperator<String> rewriting;

    Wire(HttpClient http, Supplier<Watch> watches, UnaryOperator<String> rewriting) {
        this.http = http;
        this.watches = watches;
        this.rewriting = rewriting;
    }

    /// A connection that goes where the operator said: no proxy, no redirect, no upgrade.
    static HttpClient direct() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT)
                .build();
    }

    /// This client in the shape in which LangChain4j's models want it.
    HttpClientBuilder builder() {
        return new Ready(this);
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        Watch watch = watches.get();
        try {
            HttpResponse<InputStream> response = open(request, watch);
            try (InputStream body = new Body(response.body(), watch)) {
                watch.guard(body);
                watch.arrived();
                refuseFailure(response, body);
                return head(response).body(body.readAllBytes()).build();
            } catch (IOException e) {
                throw new LangChain4jException(
                        watch.verdict().<IOException>map(silence -> silence).orElse(e));
            }
        } catch (IOException e) {
            throw new LangChain4jException(e);
        } finally {
            watch.stop();
        }
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        Watch watch = watches.get();
        try {
            HttpResponse<InputStream> response = open(request, watch);
            try (InputStream body = new Body(response.body(), watch)) {
                watch.guard(body);
                refuseFailure(response, body);
                listener.onOpen(head(response).build());
                Relay relay = new Relay(listener);
                parser.parse(body, relay);
                relay.finish(isEventStream(response));
            }
            listener.onClose();
        } catch (IOException | HttpException e) {
            listener.onError(watch.verdict().<Exception>map(silence -> silence).orElse(e));
        } finally {
            watch.stop();
        }
    }

    /// Waits for the head of the response. The interrupt flag stays set after an interruption.
    private HttpResponse<InputStream> open(HttpRequest request, Watch watch) throws IOException {
        CompletableFuture<HttpResponse<InputStream>> pending =
                http.sendAsync(translate(request), HttpResponse.BodyHandlers.ofInputStream());
        try {
            return pending.get(watch.patience(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            abandon(pending);
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("nobody waits for the answer any more");
            interrupted.initCause(e);
            throw interrupted;
        } catch (TimeoutException e) {
            abandon(pending);
            throw watch.noHead();
        } catch (CancellationException e) {
            throw new IOException("the request was cancelled", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }

    private static void abandon(CompletableFuture<HttpResponse<InputStream>> pending) throws IOException {
        boolean cameMeanwhile = !pending.cancel(true);
        if (cameMeanwhile && pending.state() == CompletableFuture.State.SUCCESS) {
            pending.resultNow().body().close();
        }
    }

    private java.net.http.HttpRequest translate(HttpRequest request) {
        java.net.http.HttpRequest.Builder translated = java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
        request.headers().forEach((name, values) -> values.forEach(value -> translated.header(name, value)));
        @Nullable String body = request.body();
        return translated
                .method(
                        request.method().name(),
                        body == null
                                ? java.net.http.HttpRequest.BodyPublishers.noBody()
                                : java.net.http.HttpRequest.BodyPublishers.ofString(rewriting.apply(body)))
                .build();
    }

    private static void refuseFailure(HttpResponse<InputStream> response, InputStream body) throws IOException {
        if (response.statusCode() / 100 != 2) {
            throw new HttpException(
                    response.statusCode(), new String(body.readNBytes(MOST_ERROR_BYTES), StandardCharsets.UTF_8));
        }
    }

    private static SuccessfulHttpResponse.Builder head(HttpResponse<?> response) {
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map());
    }

    private static boolean isEventStream(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
    }

    /// A body that tells its watch about each byte and ends when there are too many.
    private static final class Body extends FilterInputStream {

        private final Watch watch;
        private int left = MOST_BYTES;

        Body(InputStream in, Watch watch) {
            super(in);
            this.watch = watch;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("nobody waits for the answer any more");
            }
            int count = super.read(bytes, offset, length);
            if (count > 0) {
                watch.touched();
                left -= count;
            }
            if (left < 0) {
                throw new IOException("the server sent more than " + MOST_BYTES + " bytes");
            }
            return count;
        }
    }

    /// Stands between parser and listener: the first failure ends the stream, and a stream must say that it is
    /// complete.
    private static final class Relay implements ServerSentEventListener {

        private final ServerSentEventListener listener;
        private boolean done;
        private @Nullable Throwable failure;

        Relay(ServerSentEventListener listener) {
            this.listener = listener;
        }

        @Override
        public void onEvent(
                dev.langchain4j.http.client.sse.ServerSentEvent event,
                dev.langchain4j.http.client.sse.ServerSentEventContext context) {
            if (failure != null || Objects.requireNonNullElse(event.data(), "").isBlank()) {
                return;
            }
            done |= event.data().equals("[DONE]");
            try {
                listener.onEvent(event, context);
            } catch (RuntimeException e) {
                // The parser would swallow it, and the answer would have a hole where a line could not be read.
                failure = new IOException("the server sent a line that is not what its protocol says", e);
                context.parsingHandle().cancel();
            }
        }

        @Override
        public void onError(Throwable error) {
            if (failure == null) {
                failure = error;
            }
        }

        void finish(boolean mustSayDone) throws IOException {
            if (failure != null) {
                throw failure instanceof IOException io ? io : new IOException(failure);
            }
            if (mustSayDone && !done) {
                throw new EOFException("the stream ended before [DONE]");
            }
        }
    }

    private record Ready(Wire wire) implements HttpClientBuilder {

        @Override
        public Duration connectTimeout() {
            return CONNECT;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration ignored) {
            return this;
        }

        @Override
        public Duration readTimeout() {
            return Duration.ZERO;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration ignored) {
            return this;
        }

        @Override
        public dev.langchain4j.http.client.HttpClient build() {
            return wire;
        }
    }
}
