// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import com.fasterxml.jackson.databind.JsonNode;
import de.fundstelle.config.Configuration;
import de.fundstelle.config.InvalidSettings;
import de.fundstelle.config.Settings;
import de.fundstelle.web.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The whole program in this process, on a free port, with an administrator who is signed in.
public final class RunningAppliance implements AutoCloseable {

    public static final String PASSWORD = "ein Satz nur für Tests";

    private final Appliance appliance;
    private final Caller administrator;

    private RunningAppliance(Appliance appliance) throws IOException, InterruptedException {
        this.appliance = appliance;
        this.administrator = signedIn("admin", PASSWORD);
    }

    /// Starts on a data directory, with environment variables beside the ones that a test needs.
    public static RunningAppliance start(Path data, Map<String, String> variables)
            throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "FUNDSTELLE_DATA", data.toString(),
                "FUNDSTELLE_SERVER_PORT", "0",
                "FUNDSTELLE_INGEST_READERS", "1"));
        environment.putAll(variables);
        Path password = Files.createTempFile("password", "");
        try {
            Files.writeString(password, PASSWORD);
            Settings settings = Configuration.load(environment);
            return new RunningAppliance(Appliance.start(settings, Optional.of(password), false));
        } catch (InvalidSettings e) {
            throw new IllegalArgumentException(e);
        } finally {
            Files.delete(password);
        }
    }

    public URI address() {
        return URI.create(appliance.address());
    }

    public Server server() {
        return appliance.server();
    }

    public String operatorToken() {
        return appliance.operatorToken();
    }

    public Caller administrator() {
        return administrator;
    }

    public Caller signedIn(String name, String password) throws IOException, InterruptedException {
        Caller caller = stranger();
        caller.signIn(name, password);
        return caller;
    }

    /// Somebody whom the server does not know.
    public Caller stranger() {
        return new Caller(address());
    }

    /// A new person, signed in.
    public Caller person(String name, String... groups) throws IOException, InterruptedException {
        administrator.post(
                "/api/people",
                Map.of("name", name, "role", "reader", "groups", Set.of(groups), "password", PASSWORD),
                201);
        return signedIn(name, PASSWORD);
    }

    /// A new collection; gives its identifier.
    public String collection(String name, String... readers) throws IOException, InterruptedException {
        return administrator
                .post(
                        "/api/collections",
                        Map.of("name", name, "readers", Set.of(readers), "contact", "Ordnungsamt"),
                        201)
                .path("id")
                .asText();
    }

    /// Uploads a text and waits until its words are found; gives the document's identifier.
    public String text(String collection, String name, String text) throws IOException, InterruptedException {
        JsonNode one = administrator
                .upload(
                        "/api/collections/" + collection + "/documents",
                        Map.of(name, text.getBytes(StandardCharsets.UTF_8)))
                .path("imports")
                .path(0);
        administrator.await("/api/imports?id=" + one.path("id").asText(), told -> {
            String state = told.at("/imports/0/state").asText();
            return Set.of("searchable", "complete", "unchanged", "refused").contains(state);
        });
        return one.path("document").asText();
    }

    @Override
    public void close() {
        administrator.close();
        appliance.close();
    }
}
