// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retention;

import de.fundstelle.retention.Disclosure.Everything;
import java.util.List;

/// What is kept about a person as one HTML page; every word that is not ours is escaped.
final class DisclosurePage {

    private final Everything everything;
    private final StringBuilder page = new StringBuilder();

    DisclosurePage(Everything everything) {
        this.everything = everything;
    }

    String text() {
        page.append("""
                <!doctype html>
                <html lang="de">
                <head><meta charset="utf-8"><title>Meine Daten in Fundstelle</title></head>
                <body>
                <h1>Meine Daten in Fundstelle</h1>
                """);
        paragraph(
                "Stand: " + Everything.shown(everything.made())
                        + ". Das ist alles, was unter Ihrem Konto gespeichert ist. Was Sie suchen und lesen, wird nicht aufgezeichnet.");
        account();
        list(
                "Angemeldete Browser",
                everything.sessions().stream()
                        .map(one -> one.browser() + ", seit " + Everything.shown(one.begun()) + ", zuletzt benutzt "
                                + Everything.shown(one.used()))
                        .toList());
        list(
                "Schlüssel für andere Programme",
                everything.keys().stream()
                        .map(one -> one.name() + ", gilt für " + one.scopes() + ", vom " + Everything.shown(one.made())
                                + ", gilt bis " + Everything.shown(one.expires()))
                        .toList());
        list(
                "Eigene Rechte in Sammlungen",
                everything.grants().stream()
                        .map(one -> one.collection() + ": " + one.level())
                        .toList());
        list(
                "Berichtigte Angaben zu Unterlagen",
                everything.corrections().stream()
                        .map(one -> Everything.shown(one.at()) + ": Unterlage " + one.document() + ", " + one.name()
                                + ": " + one.value())
                        .toList());
        conversations();
        list(
                "Einträge im Journal",
                everything.journal().stream()
                        .map(one -> Everything.shown(one.at()) + ": " + one.action()
                                + (one.actor() ? " (durch Sie)" : " (Ihr Konto betreffend)") + " "
                                + one.object() + " " + one.result())
                        .toList());
        return page.append("</body>\n</html>\n").toString();
    }

    private void account() {
        Disclosure.Account account = everything.account();
        list(
                "Konto",
                List.of(
                        "Name: " + account.name(),
                        "Kennung: " + account.id(),
                        "Rolle: " + account.role(),
                        "Gruppen: " + (account.groups().isEmpty() ? "keine" : String.join(", ", account.groups())),
                        "Angelegt: " + Everything.shown(account.made()),
                        "Herkunft: "
                                + (account.provider().isEmpty()
                                        ? "dieses Programm"
                                        : account.provider() + ", dort " + account.subject())));
    }

    private void conversations() {
        heading(2, "Gespräche");
        if (everything.conversations().isEmpty()) {
            paragraph("keine");
        }
        for (Disclosure.OneConversation conversation : everything.conversations()) {
            heading(3, conversation.title());
            for (Disclosure.OneTurn turn : conversation.turns()) {
                heading(4, "Frage vom " + Everything.shown(turn.asked()));
                paragraph(turn.question());
                heading(4, "Antwort");
                paragraph(turn.answer());
                if (!turn.reason().isEmpty() && !turn.reason().equals(turn.answer())) {
                    paragraph(turn.reason());
                }
                if (!turn.model().isEmpty()) {
                    paragraph("Geschrieben von " + turn.model() + ".");
                }
                turn.sources()
                        .forEach(source -> paragraph("[" + source.n() + "] " + source.title() + ", " + source.place()
                                + (source.text().isEmpty() ? "" : ": " + source.text())));
            }
        }
    }

    private void list(String title, List<String> items) {
        heading(2, title);
        if (items.isEmpty()) {
            paragraph("keine");
            return;
        }
        page.append("<ul>\n");
        items.forEach(item -> page.append("<li>").append(escaped(item)).append("</li>\n"));
        page.append("</ul>\n");
    }

    private void heading(int level, String text) {
        page.append("<h%d>%s</h%d>\n".formatted(level, escaped(text), level));
    }

    private void paragraph(String text) {
        page.append("<p>").append(escaped(text).replace("\n", "<br>\n")).append("</p>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
