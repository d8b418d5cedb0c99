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
        Path data,
        Authority authority,
        Server server,
        Models models,
        Ingest ingest,
        Sources sources,
        Retrieve retrieve,
        Access access,
        Journal journal,
        Retention retention) {

    /// The same settings for another data directory and another address.
    public Settings at(Path data, String address, int port) {
        return new Settings(
                data,
                authority,
                server.at(address, port),
                models,
                ingest,
                sources,
                retrieve,
                access,
                journal,
                retention);
    }

    /// The same settings for a server that lives as long as one command: reachable from this machine only, by HTTP.
    public Settings forCommand() {
        Server loopback = new Server(
                "127.0.0.1", 0, server.maxConnections(), false, List.of(), server.publicUrl(), false, Tls.NONE);
        return new Settings(data, authority, loopback, models, ingest, sources, retrieve, access, journal, retention);
    }

    /// The authority that runs the program.
    public record Authority(String name) {}

    /// Where the program listens, and how it is reached.
    ///
    /// @param port 0 for any free one
    /// @param behindHttps whether a proxy in front speaks HTTPS
    /// @param trustedProxies addresses or networks whose Forwarded headers are believed
    /// @param publicUrl the address that people type
    public record Server(
            String address,
            int port,
            int maxConnections,
            boolean behindHttps,
            List<Network> trustedProxies,
            Optional<URI> publicUrl,
            boolean allowPlainHttp,
            Tls tls) {

        public Server {
            trustedProxies = List.copyOf(trustedProxies);
        }

        /// The same server at another address.
        Server at(String otherAddress, int otherPort) {
            return new Server(
                    otherAddress,
                    otherPort,
                    maxConnections,
                    behindHttps,
                    trustedProxies,
                    publicUrl,
                    allowPlainHttp,
                    tls);
        }
    }

    /// The server's own certificate; without one it speaks plain HTTP.
    ///
    /// @param certificateFile PEM chain, or PFX with the key inside
    /// @param keyFile PEM; absent for PFX
    public record Tls(Optional<Path> certificateFile, Optional<Path> keyFile, Optional<Secret> password) {
        /// No certificate.
        public static final Tls NONE = new Tls(Optional.empty(), Optional.empty(), Optional.empty());
    }

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

    /// Folders of the authority that are watched; everything else about them is decided in the page.
    ///
    /// @param interval between two scans
    public record Sources(List<Path> folders, Duration interval) {
        public Sources {
            folders = List.copyOf(folders);
        }
    }

    /// How pages are read that are only a picture.
    ///
    /// @param languages as Tesseract names them: "deu"
    public record Ocr(boolean enabled, List<String> languages, int maxPages) {}

    /// How passages are chosen.
    ///
    /// @param vectorWeight share of the meaning in the score of a passage, 0 to 1
    public record Retrieve(int maxPassages, double vectorWeight) {}

    /// Who people are, and how long they are believed.
    ///
    /// @param keyLimit longest life of a personal key
    /// @param employeeProtection whether nobody's work can be watched
    public record Access(
            Duration sessionIdle,
            Duration sessionLimit,
            int minPasswordLength,
            Duration keyLimit,
            boolean employeeProtection,
            Oidc oidc,
            Ldap ldap) {}

    /// An issuer of OpenID Connect; none without an issuer.
    ///
    /// @param label what the button says
    /// @param caFile PEM of the in-house CA
    /// @param groupsClaim a dot steps into an object
    /// @param requiredGroups who may sign in; empty: everybody
    public record Oidc(
            Optional<URI> issuer,
            String clientId,
            Optional<Secret> clientSecret,
            String label,
            Optional<Path> caFile,
            String nameClaim,
            String groupsClaim,
            List<String> requiredGroups,
            List<String> administratorGroups,
            List<String> curatorGroups,
            List<String> auditorGroups) {}

    /// A directory server; none without an address.
    ///
    /// @param url ldaps, or ldap for StartTLS
    /// @param userFilter with {name} for what the person typed
    /// @param groupFilter with {dn} for a person or a group
    /// @param requiredGroups who may sign in; empty: everybody
    public record Ldap(
            Optional<URI> url,
            Optional<Path> caFile,
            String bindDn,
            Optional<Secret> bindPassword,
            String baseDn,
            String userFilter,
            String idAttribute,
            String nameAttribute,
            String groupFilter,
            String groupNameAttribute,
            List<String> requiredGroups,
            List<String> administratorGroups,
            List<String> curatorGroups,
            List<String> auditorGroups,
            Duration refresh) {}

    /// Where entries of the journal go besides the database.
    ///
    /// @param syslog tls, tcp or udp with host and port
    /// @param syslogCaFile PEM of the in-house CA
    public record Journal(Optional<URI> syslog, Optional<Path> syslogCaFile) {}

    /// How long things are kept.
    public record Retention(
            Duration conversations,
            Duration journal,
            Duration imports,
            Duration usage,
            Duration tombstones,
            Optional<Path> tombstonesFile) {}
}
