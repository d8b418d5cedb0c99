// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import de.fundstelle.config.Configuration;
import de.fundstelle.config.InvalidSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The whole program in this process with a certificate of its own; nobody is signed in.
public final class HttpsAppliance implements AutoCloseable {

    private final Appliance appliance;

    private HttpsAppliance(Appliance appliance) {
        this.appliance = appliance;
    }

    public static HttpsAppliance start(Path data, Map<String, String> variables) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "FUNDSTELLE_DATA", data.toString(),
                "FUNDSTELLE_SERVER_PORT", "0",
                "FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none",
                "FUNDSTELLE_INGEST_READERS", "1"));
        environment.putAll(variables);
        Path password = Files.createTempFile("password", "");
        try {
            Files.writeString(password, RunningAppliance.PASSWORD);
            return new HttpsAppliance(Appliance.start(Configuration.load(environment), Optional.of(password), false));
        } catch (InvalidSettings e) {
            throw new IllegalArgumentException(e);
        } finally {
            Files.delete(password);
        }
    }

    public URI address() {
        return URI.create(appliance.address());
    }

    public String operatorAddress() {
        return appliance.operatorAddress();
    }

    public String operatorToken() {
        return appliance.operatorToken();
    }

    @Override
    public void close() {
        appliance.close();
    }
}
