// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.fundstelle.config.Secret;
import de.fundstelle.config.Settings;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.ollama.OllamaChatRequestParameters;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What a kind of model server wants to be told, and how.
sealed interface Provider {

    /// A model that sends its requests through `http`.
    StreamingChatModel chat(Settings.Chat settings, HttpClientBuilder http);

    /// A model that sends its requests through `http`, once each.
    EmbeddingModel embedding(Settings.Embedding settings, HttpClientBuilder http);

    /// An address below `base` that any running server answers, at no cost.
    URI pulse(URI base);

    /// What is done to the body of each request.
    UnaryOperator<String> rewriting();

    static Optional<Provider> of(Settings.Provider kind) {
        return switch (kind) {
            case OLLAMA -> Optional.of(new Ollama());
            case OPENAI -> Optional.of(new OpenAi());
            case NONE, IN_PROCESS -> Optional.empty();
        };
    }

    /// Ollama, spoken to in its own protocol.
    record Ollama() implements Provider {

        /// A working day: after the default of five minutes each first question would wait for the model to load.
        private static final int KEEP_ALIVE_SECONDS = 12 * 60 * 60;

        private static final double TEMPERATURE = 0.1;
        private static final ObjectMapper JSON = new ObjectMapper();

        @Override
        public StreamingChatModel chat(Settings.Chat settings, HttpClientBuilder http) {
            return OllamaStreamingChatModel.builder()
                    .httpClientBuilder(http)
                    .baseUrl(settings.url().toString())
                    .customHeaders(authorization(settings.apiKey()))
                    .defaultRequestParameters(OllamaChatRequestParameters.builder()
                            .modelName(settings.model())
                            .temperature(TEMPERATURE)
                            .numCtx(settings.contextTokens())
                            .maxOutputTokens(settings.answerTokens())
                            .keepAlive(KEEP_ALIVE_SECONDS)
                            .think(false)
                            .build())
                    .returnThinking(false)
                    .build();
        }

        @Override
        public EmbeddingModel embedding(Settings.Embedding settings, HttpClientBuilder http) {
            return OllamaEmbeddingModel.builder()
                    .httpClientBuilder(http)
                    .baseUrl(settings.url().toString())
                    .customHeaders(authorization(settings.apiKey()))
                    .modelName(settings.model())
                    .maxRetries(0)
                    .build();
        }

        @Override
        public URI pulse(URI base) {
            return below(base, "api/version");
        }

        @Override
        public UnaryOperator<String> rewriting() {
            return Ollama::polish;
        }

        /// LangChain4j always sends a list of stop words; an empty one wipes those of the model.
        /// Embedding requests would evict the model after five minutes.
        private static String polish(String body) {
            try {
                JsonNode request = JSON.readTree(body);
                if (request.get("options") instanceof ObjectNode options
                        && options.path("stop").isEmpty()) {
                    options.remove("stop");
                }
                if (request instanceof ObjectNode object && !object.hasNonNull("keep_alive")) {
                    object.put("keep_alive", KEEP_ALIVE_SECONDS);
                }
                return JSON.writeValueAsString(request);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the client of Ollama made a request that is not JSON", e);
            }
        }

        private static Map<String, String> authorization(Optional<Secret> key) {
            return key.map(secret -> Map.of("Authorization", "Bearer " + secret.value()))
                    .orElse(Map.of());
        }
    }

    /// Any server that speaks OpenAI's protocol: vLLM, llama.cpp and others.
    record OpenAi() implements Provider {

        private static final double TEMPERATURE = 0.1;

        @Override
        public StreamingChatModel chat(Settings.Chat settings, HttpClientBuilder http) {
            return OpenAiStreamingChatModel.builder()
                    .httpClientBuilder(http)
                    .baseUrl(versioned(settings.url()).toString())
                    .apiKey(key(settings.apiKey()))
                    .modelName(settings.model())
                    .temperature(TEMPERATURE)
                    .maxTokens(settings.answerTokens())
                    .returnThinking(false)
                    .build();
        }

        @Override
        public EmbeddingModel embedding(Settings.Embedding settings, HttpClientBuilder http) {
            return OpenAiEmbeddingModel.builder()
                    .httpClientBuilder(http)
                    .baseUrl(versioned(settings.url()).toString())
                    .apiKey(key(settings.apiKey()))
                    .modelName(settings.model())
                    .maxRetries(0)
                    .build();
        }

        @Override
        public URI pulse(URI base) {
            return below(versioned(base), "models");
        }

        @Override
        public UnaryOperator<String> rewriting() {
            return UnaryOperator.identity();
        }

        /// Operators write the address with or without the "/v1" at its end.
        private static URI versioned(URI base) {
            String path = base.getPath();
            return path == null || path.isEmpty() || path.equals("/") ? below(base, "v1") : base;
        }

        /// Servers without keys ignore it, but the client must send one.
        private static String key(Optional<Secret> key) {
            return key.map(Secret::value).orElse("none");
        }
    }

    private static URI below(URI base, String path) {
        String address = base.toString();
        return URI.create(address + (address.endsWith("/") ? "" : "/") + path);
    }
}
