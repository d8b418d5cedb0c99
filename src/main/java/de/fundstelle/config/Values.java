// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.config;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads typed values from flat keys, and collects every mistake instead of stopping at the first.
final class Values {

    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})\\s*([A-Za-z]+)");
    private static final Map<String, Long> SIZES = Map.of("B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);
    private static final Map<String, Duration> DURATIONS = Map.of(
            "MS", Duration.ofMillis(1),
            "S", Duration.ofSeconds(1),
            "MIN", Duration.ofMinutes(1),
            "H", Duration.ofHours(1),
            "D", Duration.ofDays(1));

    private final Map<String, String> values;
    private final List<String> mistakes = new ArrayList<>();

    Values(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    void mistake(String key, String problem) {
        mistakes.add(key + ": " + problem);
    }

    /// The text as it stands, without blanks around it; the reference file has every key.
    String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing in the reference configuration");
        }
        return value.strip();
    }

    String nonEmpty(String key) {
        String value = text(key);
        if (value.isEmpty()) {
            mistake(key, "must not be empty");
        }
        return value;
    }

    int whole(String key, int least, int most) {
        String value = text(key);
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, with the range
        }
        mistake(key, "'%s' is not a whole number from %d to %d".formatted(value, least, most));
        return least;
    }

    double fraction(String key) {
        String value = text(key);
        try {
            double number = Double.parseDouble(value);
            if (number >= 0 && number <= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, with the range
        }
        mistake(key, "'%s' is not a number from 0 to 1".formatted(value));
        return 0;
    }

    boolean flag(String key) {
        String value = text(key).toLowerCase(Locale.ROOT);
        if (!value.equals("true") && !value.equals("false")) {
            mistake(key, "'%s' is neither true nor false".formatted(value));
        }
        return value.equals("true");
    }

    List<String> list(String key) {
        return Arrays.stream(text(key).split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /// Addresses or networks, with commas between them.
    List<Network> networks(String key) {
        List<Network> networks = new ArrayList<>();
        for (String item : list(key)) {
            Network.parse(item)
                    .ifPresentOrElse(
                            networks::add,
                            () -> mistake(
                                    key,
                                    "'%s' is no address or network such as 10.1.2.3 or 10.0.0.0/8".formatted(item)));
        }
        return networks;
    }

    /// In bytes; "200 MB" counts in powers of 1024.
    long size(String key) {
        String value = text(key);
        Matcher amount = AMOUNT.matcher(value);
        Long unit = amount.matches() ? SIZES.get(amount.group(2).toUpperCase(Locale.ROOT)) : null;
        if (unit == null || Long.parseLong(amount.group(1)) == 0) {
            mistake(key, "'%s' is not a size such as 200 MB (units: B, KB, MB, GB)".formatted(value));
            return 1;
        }
        return Long.parseLong(amount.group(1)) * unit;
    }

    Duration duration(String key) {
        String value = text(key);
        Matcher amount = AMOUNT.matcher(value);
        Duration unit = amount.matches() ? DURATIONS.get(amount.group(2).toUpperCase(Locale.ROOT)) : null;
        if (unit == null || Long.parseLong(amount.group(1)) == 0) {
            mistake(key, "'%s' is not a duration such as 30 s (units: ms, s, min, h, d)".formatted(value));
            return Duration.ofSeconds(1);
        }
        return unit.multipliedBy(Long.parseLong(amount.group(1)));
    }

    URI address(String key) {
        String value = text(key);
        try {
            URI address = new URI(value);
            if (("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // said below, with an example
        }
        mistake(key, "'%s' is not an address such as http://127.0.0.1:11434".formatted(value));
        return URI.create("http://127.0.0.1");
    }

    /// An address with one of these schemes and a host; none if the key is empty.
    Optional<URI> optionalAddress(String key, String... schemes) {
        String value = text(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI address = new URI(value);
            if (address.getHost() != null && List.of(schemes).contains(address.getScheme())) {
                return Optional.of(address);
            }
        } catch (URISyntaxException e) {
            // said below, with an example
        }
        mistake(key, "'%s' is not an address such as %s://host.example".formatted(value, schemes[0]));
        return Optional.empty();
    }

    /// A file that must be readable now; none if the key is empty.
    Optional<Path> readable(String key) {
        Optional<Path> file = optionalPath(key);
        if (file.isPresent() && !Files.isReadable(file.get())) {
            mistake(key, "cannot read the file '%s'".formatted(text(key)));
            return Optional.empty();
        }
        return file;
    }

    /// A path that need not exist; none if the key is empty.
    Optional<Path> optionalPath(String key) {
        return text(key).isEmpty() ? Optional.empty() : Optional.of(path(key));
    }

    /// Paths with commas between them, each once.
    List<Path> paths(String key) {
        return list(key).stream().map(item -> path(key, item)).distinct().toList();
    }

    Path path(String key) {
        return path(key, nonEmpty(key));
    }

    private Path path(String key, String value) {
        try {
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            mistake(key, "'%s' is not a path: %s".formatted(value, e.getReason()));
            return Path.of("").toAbsolutePath();
        }
    }

    /// The content of the file, without blanks around it, that the key names; none if the key is empty.
    Optional<Secret> secret(String key) {
        String file = text(key);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            String secret = Files.readString(Path.of(file)).strip();
            if (!secret.isEmpty()) {
                return Optional.of(new Secret(secret));
            }
            mistake(key, "the file '%s' is empty".formatted(file));
        } catch (IOException | InvalidPathException e) {
            mistake(key, "cannot read the file '%s'".formatted(file));
        }
        return Optional.empty();
    }

    /// A constant of an enum, written in lower case with hyphens.
    <E extends Enum<E>> E choice(String key, List<E> allowed) {
        String value = text(key);
        for (E constant : allowed) {
            if (written(constant).equals(value)) {
                return constant;
            }
        }
        mistake(
                key,
                "'%s' is none of %s"
                        .formatted(
                                value,
                                String.join(
                                        ", ",
                                        allowed.stream().map(Values::written).toList())));
        return allowed.getFirst();
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
