// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.oidc;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an issuer says of a person, once it is believed. Pure functions.
final class Claims {

    static final int LONGEST_NAME = 120;
    static final int LONGEST_GROUP = 255;

    private Claims() {}

    /// The value of a claim: of that very name, or, with dots, inside of objects.
    static Optional<Object> at(Map<String, Object> claims, String path) {
        Object exact = claims.get(path);
        if (exact != null) {
            return Optional.of(exact);
        }
        int dot = path.indexOf('.');
        if (dot < 0 || !(claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner)) {
            return Optional.empty();
        }
        return at(named(inner), path.substring(dot + 1));
    }

    /// The groups or roles in a value: a list of names, or a single one; what is no name is left out.
    static Set<String> groups(Object value) {
        Stream<?> values = value instanceof Collection<?> several ? several.stream() : Stream.of(value);
        return values.filter(String.class::isInstance)
                .map(name -> ((String) name).strip())
                .filter(name -> !name.isEmpty() && name.length() <= LONGEST_GROUP)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// A name to show, on one line and of bounded length.
    static Optional<String> name(Object value) {
        if (!(value instanceof String text)) {
            return Optional.empty();
        }
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "").strip();
        int end = line.offsetByCodePoints(0, Math.min(LONGEST_NAME, line.codePointCount(0, line.length())));
        return Optional.of(line.substring(0, end)).filter(name -> !name.isEmpty());
    }

    private static Map<String, Object> named(Map<?, ?> object) {
        return object.entrySet().stream()
                .filter(entry -> entry.getKey() instanceof String && entry.getValue() != null)
                .collect(Collectors.toMap(entry -> (String) entry.getKey(), Map.Entry::getValue));
    }

    /// Whether all of these are among the claims.
    static boolean complete(Map<String, Object> claims, List<String> paths) {
        return paths.stream().allMatch(path -> at(claims, path).isPresent());
    }
}
