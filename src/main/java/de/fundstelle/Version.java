// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// The version of this program, as the build wrote it down.
final class Version {

    private Version() {}

    static String current() {
        Properties properties = new Properties();
        try (InputStream file = Version.class.getResourceAsStream("/version.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("reading version.properties", e);
        }
        return properties.getProperty("version");
    }
}
