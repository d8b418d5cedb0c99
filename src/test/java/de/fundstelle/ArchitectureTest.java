// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Holds the list of packages, its one direction, and the home of each library.
class ArchitectureTest {

    private static final String ROOT = "de.fundstelle";

    /// From top to bottom: a package uses only packages below it.
    private static final List<String> PACKAGES = List.of(
            "command",
            "web",
            "backup",
            "sources",
            "retention",
            "chat",
            "answer",
            "retrieve",
            "ingest",
            "facts",
            "index",
            "models",
            "access",
            "audit",
            "store",
            "document",
            "config");

    private static final Map<String, Set<String>> HOMES = Map.ofEntries(
            Map.entry("picocli..", Set.of("command")),
            Map.entry("io.helidon.webserver..", Set.of("web")),
            Map.entry("io.helidon.http..", Set.of("web")),
            Map.entry("io.helidon.config..", Set.of("config")),
            Map.entry("org.apache.tika..", Set.of("ingest")),
            Map.entry("org.apache.pdfbox..", Set.of("ingest")),
            Map.entry("org.apache.poi..", Set.of("ingest")),
            Map.entry("com.ibm.icu..", Set.of("document", "ingest", "retrieve", "answer", "index")),
            Map.entry("org.apache.lucene..", Set.of("index")),
            Map.entry("dev.langchain4j.model.ollama..", Set.of("models")),
            Map.entry("dev.langchain4j.model.openai..", Set.of("models")),
            Map.entry("dev.langchain4j.http..", Set.of("models")),
            Map.entry("dev.langchain4j.service..", Set.of()),
            Map.entry("dev.langchain4j.rag..", Set.of()),
            Map.entry("org.flywaydb..", Set.of("store")),
            Map.entry("com.zaxxer..", Set.of("store")),
            Map.entry("org.sqlite..", Set.of("store")),
            Map.entry("org.springframework.security..", Set.of("access")),
            Map.entry("com.nulabinc..", Set.of("access")),
            Map.entry("com.nimbusds..", Set.of("access")),
            Map.entry("com.unboundid..", Set.of("access")),
            Map.entry("com.cloudbees..", Set.of("audit")),
            Map.entry("org.apache.commons.csv..", Set.of("command")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void everyPackageIsInTheList() {
        Set<String> found = CLASSES.stream()
                .map(ArchitectureTest::topPackage)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        assertThat(PACKAGES).containsExactlyInAnyOrderElementsOf(found);
    }

    @TestFactory
    Stream<DynamicTest> usesOnlyPackagesBelow() {
        return IntStream.range(0, PACKAGES.size())
                .mapToObj(place -> DynamicTest.dynamicTest(PACKAGES.get(place), () -> {
                    String[] above = Stream.concat(
                                    Stream.of(ROOT),
                                    PACKAGES.subList(0, place).stream().map(name -> ROOT + "." + name + ".."))
                            .toArray(String[]::new);
                    noClasses()
                            .that()
                            .resideInAPackage(ROOT + "." + PACKAGES.get(place) + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(above)
                            .allowEmptyShould(true)
                            .check(CLASSES);
                }));
    }

    @TestFactory
    Stream<DynamicTest> librariesStayAtHome() {
        return HOMES.entrySet().stream()
                .map(home -> DynamicTest.dynamicTest(home.getKey(), () -> {
                    String[] allowed = home.getValue().stream()
                            .map(name -> ROOT + "." + name + "..")
                            .toArray(String[]::new);
                    noClasses()
                            .that()
                            .resideOutsideOfPackages(allowed)
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(home.getKey())
                            .check(CLASSES);
                }));
    }

    /// "" for the root package itself.
    private static String topPackage(JavaClass type) {
        String rest = type.getPackageName().substring(ROOT.length());
        return rest.isEmpty() ? "" : rest.substring(1).split("\\.", 2)[0];
    }
}
