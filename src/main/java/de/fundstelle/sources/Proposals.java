// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a dry run proposes to leave out, judged by names alone.
final class Proposals {

    /// Something to leave out.
    record Hint(String pattern, String reason, boolean proposed) {}

    private static final List<Hint> FILES = List.of(
            new Hint("*.bak", "Sicherungskopien", true),
            new Hint("*.old", "Sicherungskopien", true),
            new Hint("*.wbk", "Sicherungskopien von Word", true),
            new Hint("*.xlk", "Sicherungskopien von Excel", true),
            new Hint("Sicherungskopie von *", "Sicherungskopien", true),
            new Hint("Backup of *", "Sicherungskopien", true),
            new Hint("Kopie von *", "Kopien neben dem Original", true),
            new Hint("* - Kopie.*", "Kopien neben dem Original", true),
            new Hint("* - Kopie (?).*", "Kopien neben dem Original", true),
            new Hint("Copy of *", "Kopien neben dem Original", true),
            new Hint("*Konflikt*", "Kopien aus einer Synchronisierung mit Konflikt", false),
            new Hint("*Entwurf*", "Entwürfe; nur auslassen, wenn sie nicht gelten", false));

    private static final List<Exclude> MATCHERS =
            FILES.stream().map(hint -> new Exclude(hint.pattern())).toList();

    private static final Set<String> OLD =
            Set.of("alt", "_alt", "alte", "alter stand", "old", "_old", "veraltet", "überholt", "obsolet");
    private static final Set<String> BACKUPS =
            Set.of("backup", "backups", "_backup", "sicherung", "sicherungen", "sicherungskopien", "datensicherung");
    private static final Set<String> TEMPORARY = Set.of("tmp", "temp", "_temp", "papierkorb", "cache", "müll");
    private static final Set<String> ARCHIVES = Set.of("archiv", "_archiv", "archive", "ablage alt", "altakten");
    private static final Set<String> DRAFTS = Set.of("entwurf", "entwürfe", "entwuerfe", "in arbeit", "test");

    private Proposals() {}

    static Optional<Hint> file(String shown) {
        for (int number = 0; number < FILES.size(); number++) {
            if (MATCHERS.get(number).matches(shown)) {
                return Optional.of(FILES.get(number));
            }
        }
        return Optional.empty();
    }

    /// A hint names the folder by its name if that is meant everywhere.
    static Optional<Hint> folder(String shown) {
        String name = FilePath.name(shown).toLowerCase(Locale.ROOT);
        if (OLD.contains(name)) {
            return Optional.of(new Hint(name, "Ordner mit altem Stand", true));
        }
        if (BACKUPS.contains(name)) {
            return Optional.of(new Hint(name, "Ordner mit Sicherungen", true));
        }
        if (TEMPORARY.contains(name)) {
            return Optional.of(new Hint(name, "Ordner mit Vorläufigem", true));
        }
        if (ARCHIVES.contains(name)) {
            return Optional.of(new Hint(name, "Archiv; nur auslassen, wenn darin nichts Gültiges liegt", false));
        }
        return DRAFTS.contains(name)
                ? Optional.of(new Hint(name, "Unfertiges; nur auslassen, wenn es nicht gilt", false))
                : Optional.empty();
    }
}
