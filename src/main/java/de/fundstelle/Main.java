// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import de.fundstelle.command.CommandLineInterface;
import de.fundstelle.command.Launcher;
import de.fundstelle.config.Configuration;
import de.fundstelle.config.InvalidSettings;
import de.fundstelle.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.logging.LogManager;

/// The program: reads the settings, runs one command, ends with its exit code.
public final class Main implements Launcher {

    private final Map<String, String> environment;

    private Main(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    public static void main(String[] arguments) throws IOException {
        try (InputStream logging = Main.class.getResourceAsStream("/logging.properties")) {
            LogManager.getLogManager().readConfiguration(logging);
        }
        System.exit(CommandLineInterface.run(new Main(System.getenv()), arguments));
    }

    private Settings settings() throws InvalidSettings {
        return Configuration.load(environment);
    }

    @Override
    public Path data() throws InvalidSettings {
        return settings().data();
    }

    @Override
    public String version() {
        return Version.current();
    }

    @Override
    public Running connect() throws IOException, InvalidSettings {
        Settings settings = settings();
        Optional<DataDirectory.Holder> holder = DataDirectory.holder(settings.data());
        if (holder.isPresent()) {
            return new Other(holder.get());
        }
        return new Own(Appliance.start(settings.forCommand(), Configuration.adminPasswordFile(environment), false));
    }

    @Override
    public Running serve() throws IOException, InvalidSettings {
        return new Own(Appliance.start(settings(), Configuration.adminPasswordFile(environment), false));
    }

    @Override
    public Running demonstrate(Path data, Path adminPassword) throws IOException, InvalidSettings {
        Settings settings = settings();
        return new Own(Appliance.start(
                settings.at(data, settings.server().address(), settings.server().port()),
                Optional.of(adminPassword),
                true));
    }

    /// A server in this process.
    private record Own(Appliance appliance) implements Running {
        @Override
        public String address() {
            return appliance.address();
        }

        @Override
        public String operatorAddress() {
            return appliance.operatorAddress();
        }

        @Override
        public String operatorToken() {
            return appliance.operatorToken();
        }

        @Override
        public Optional<String> setupAddress() {
            return appliance.setupAddress();
        }

        @Override
        public void close() {
            appliance.close();
        }
    }

    /// A server in another process, which goes on.
    private record Other(DataDirectory.Holder holder) implements Running {
        @Override
        public String address() {
            return holder.address();
        }

        @Override
        public String operatorToken() {
            return holder.operatorToken();
        }

        @Override
        public Optional<String> setupAddress() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
