// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import de.fundstelle.answer.Question.Holdings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// How it is said that nothing was found: by us to the reader, and by the model to us.
final class Refusal {

    /// What the model is told to answer when the passages do not help.
    static final String AGREED = "Dazu habe ich in den Unterlagen nichts gefunden.";

    /// A longer text says something besides.
    private static final int MOST_CHARS = 200;

    private static final Pattern MARKERS = Pattern.compile("\\s*\\[\\d+\\]");
    private static final Pattern DECORATION = Pattern.compile("^[\\s\"„“*>]+|[\\s\"“”*]+$");
    private static final Pattern SAYS_NOTHING =
            Pattern.compile("(?is).*(?:weiß ich nicht|nichts (?:dazu |darüber )?(?:gefunden|zu finden)|finde[^.]{0,60}"
                    + "\\b(?:nichts|keine)\\b|keine (?:Angabe|Angaben|Information|Informationen)\\b).*");

    private Refusal() {}

    /// The whole truth for a reader: where was looked, what could not be looked at, whom to ask.
    static String text(Holdings holdings) {
        List<String> sentences = new ArrayList<>();
        sentences.add(looked(holdings.readable()));
        if (holdings.unread() > 0) {
            sentences.add(unread(holdings));
        }
        if (!holdings.contacts().isEmpty()) {
            sentences.add(contacts(holdings.contacts()));
        }
        return String.join(" ", sentences);
    }

    /// Whether the whole answer says that nothing was found.
    static boolean isMeant(String answer) {
        String bare = bare(answer);
        return same(bare, AGREED)
                || (bare.length() <= MOST_CHARS
                        && !MARKERS.matcher(answer).find()
                        && SAYS_NOTHING.matcher(bare).matches());
    }

    /// Whether an answer that begins like this may become the agreed sentence and nothing else.
    static boolean mayFollow(String beginning) {
        String bare = bare(beginning);
        return AGREED.startsWith(bare) || same(bare, AGREED);
    }

    private static String looked(int readable) {
        return switch (readable) {
            case 0 -> "Es gibt hier noch keine Unterlagen, in denen ich für Sie suchen kann.";
            case 1 -> "In der einen Unterlage, die Sie lesen dürfen, habe ich dazu nichts gefunden.";
            default ->
                "In den %s Unterlagen, die Sie lesen dürfen, habe ich dazu nichts gefunden."
                        .formatted(number(readable));
        };
    }

    private static String unread(Holdings holdings) {
        String further = holdings.readable() == 0 ? "" : "weitere ";
        return holdings.unread() == 1
                ? "1 %sUnterlage ist noch nicht gelesen.".formatted(further)
                : "%s %sUnterlagen sind noch nicht gelesen.".formatted(number(holdings.unread()), further);
    }

    private static String contacts(List<String> contacts) {
        String all = String.join("; ", contacts);
        return "Fragen Sie: " + all + (all.endsWith(".") ? "" : ".");
    }

    private static String number(int count) {
        return String.format(Locale.GERMAN, "%,d", count);
    }

    private static String bare(String answer) {
        return DECORATION.matcher(MARKERS.matcher(answer).replaceAll("")).replaceAll("");
    }

    private static boolean same(String bare, String agreed) {
        return bare.equals(agreed) || (bare + ".").equals(agreed);
    }
}
