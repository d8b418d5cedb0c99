// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Everything that an operator can set, read once and checked; `config/fundstelle.yaml` explains each value.
///
/// A part of the program is given the nested record that it needs, never the whole.
public record Settings(
        Path data, Authority authority, Server server, Models models, Ingest ingest, Retrieve retrieve, Access access) {

    /// The same settings for another data directory and another address.
    public Settings at(Path data, String address, int port) {
        return new Settings(
                data,
                authority,
                new Server(address, port, server.maxConnections(), server.behindHttps()),
                models,
                ingest,
                retrieve,
                access);
    }

    /// The authority that runs the program.
    public record Authority(String name) {}

    /// Where the program listens.
    ///
    /// @param port 0 for any free one
    public record Server(String address, int port, int maxConnections, boolean behindHttps) {}

    /// The models in use; each may be absent.
    public record Models(Chat chat, Embedding embedding) {}

    /// A kind of model server.
    public enum Provider {
        NONE,
        IN_PROCESS,
        OLLAMA,
        OPENAI
    }

    /// The model that writes answers.
    ///
    /// @param contextTokens the model's window, sent with every call
    /// @param slots answers that the server writes at the same time
    /// @param maxWaiting questions in line for a slot
    public record Chat(
            Provider provider,
            URI url,
            String model,
            Optional<Secret> apiKey,
            int contextTokens,
            int answerTokens,
            int slots,
            int maxWaiting,
            Duration firstWordTimeout,
            Duration idleTimeout) {}

    /// The model that computes what a passage means.
    public record Embedding(Provider provider, URI url, String model, Optional<Secret> apiKey) {}

    /// How files are read.
    ///
    /// @param maxSize in bytes
    /// @param readers processes that read files at the same time
    /// @param readerMemory heap of each, in bytes
    public record Ingest(long maxSize, int readers, long readerMemory, Duration timeLimit, Ocr ocr) {}

    /// How pages are read that are only a picture.
    ///
    /// @param languages as Tesseract names them: "deu"
    public record Ocr(boolean enabled, List<String> languages, int maxPages) {}

    /// How passages are chosen.
    ///
    /// @param vectorWeight share of the meaning in the score of a passage, 0 to 1
    public record Retrieve(int maxPassages, double vectorWeight) {}

    /// How long a session lasts and what a password must be.
    public record Access(Duration sessionIdle, Duration sessionLimit, int minPasswordLength) {}
}
