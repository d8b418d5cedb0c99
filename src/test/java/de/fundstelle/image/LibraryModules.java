// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.image;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The modules of the JDK that the program's libraries name.
final class LibraryModules {

    private static final Path LIBRARIES = Path.of("target/libraries");

    /// Only asked for where a library also works without: documentation tools of a build, keys in hardware.
    private static final Set<String> DISPENSABLE = Set.of("jdk.javadoc", "jdk.crypto.cryptoki");

    private LibraryModules() {}

    /// Of libraries that are modules what they require; of the others what their classes refer to.
    static Set<String> required() {
        Set<String> modules = new TreeSet<>();
        Set<String> plain = new TreeSet<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(LIBRARIES, "*.jar")) {
            for (Path jar : jars) {
                descriptor(jar)
                        .ifPresentOrElse(module -> modules.addAll(requiredBy(module)), () -> plain.add(jar.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + LIBRARIES + " failed; run mvn package", e);
        }
        modules.addAll(referred(plain));
        modules.removeAll(DISPENSABLE);
        return modules;
    }

    /// Empty for a library that is no module, or one that only a class path can read.
    private static Optional<ModuleDescriptor> descriptor(Path jar) {
        try {
            return ModuleFinder.of(jar).findAll().stream()
                    .map(ModuleReference::descriptor)
                    .filter(module -> !module.isAutomatic())
                    .findFirst();
        } catch (FindException e) {
            return Optional.empty();
        }
    }

    private static Set<String> requiredBy(ModuleDescriptor module) {
        return module.requires().stream()
                .filter(requires -> !requires.modifiers().contains(Requires.Modifier.STATIC))
                .map(Requires::name)
                .filter(LibraryModules::ofTheJdk)
                .collect(Collectors.toSet());
    }

    private static Set<String> referred(Set<String> jars) {
        StringWriter output = new StringWriter();
        PrintWriter printer = new PrintWriter(output);
        String[] arguments = {"--ignore-missing-deps", "--no-recursive", "--multi-release", "25", "--print-module-deps"
        };
        String[] call = Stream.concat(Stream.of(arguments), jars.stream()).toArray(String[]::new);
        int exitCode = ToolProvider.findFirst("jdeps").orElseThrow().run(printer, printer, call);
        if (exitCode != 0) {
            throw new IllegalStateException("jdeps ended with " + exitCode + ": " + output);
        }
        Set<String> modules = new TreeSet<>();
        output.toString()
                .lines()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(String::strip)
                .filter(LibraryModules::ofTheJdk)
                .forEach(modules::add);
        return modules;
    }

    private static boolean ofTheJdk(String module) {
        return module.startsWith("java.") || module.startsWith("jdk.");
    }
}
