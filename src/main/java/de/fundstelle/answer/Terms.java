// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The words of a German text that carry its content, cut down to roughly their stems.
///
/// This decides what to mark and whether a sentence is carried; what is found is decided by the index.
final class Terms {

    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");

    /// Both words must be this long before one counts as part of the other, as in "Steuer" and "Hundesteuer".
    private static final int COMPOUND = 5;

    private static final int SHORTEST_STEM = 4;
    private static final List<String> ENDINGS = List.of("ungen", "ern", "en", "em", "er", "es", "e", "n", "s", "t");

    private static final Set<String> STOP =
            Set.copyOf(List.of(("der die das den dem des ein eine einer eines einem einen und oder"
                            + " aber ist sind war waren wird werden wurde wurden worden hat haben hatte kann koennen muss"
                            + " muessen darf duerfen soll sollen sollte will wollen ich du er sie es wir ihr mich mir sich uns"
                            + " euch ihnen ihm ihn sein seine seiner seinem ihre ihrer ihren ihrem mein meine meinen unser"
                            + " unsere nicht kein keine keinen mit ohne fuer von vom zu zum zur bei beim auf an am in im ins"
                            + " aus nach vor ueber unter um als wie was wer wen wem wo wann warum wieso welche welcher welches"
                            + " welchen wieviel viel viele mehr auch noch nur schon man so dass ob wenn dann da hier dort bitte"
                            + " gibt es denn doch mal je bis durch gegen alle alles allen diese dieser dieses diesem diesen"
                            + " dazu dafuer davon dabei damit hoch lange")
                    .split(" +")));

    private Terms() {}

    /// The stems in the order in which they come first.
    static Set<String> of(String text) {
        Set<String> terms = new LinkedHashSet<>();
        WORD.matcher(text).results().forEach(word -> {
            String folded = fold(word.group());
            if (!STOP.contains(folded)) {
                terms.add(stem(folded));
            }
        });
        return terms;
    }

    /// Whether the term, or a compound that it is part of, is among the others.
    static boolean in(Collection<String> others, String term) {
        return others.contains(term) || others.stream().anyMatch(other -> related(term, other));
    }

    private static boolean related(String one, String other) {
        return one.length() >= COMPOUND && other.length() >= COMPOUND && (one.contains(other) || other.contains(one));
    }

    private static String fold(String word) {
        return word.toLowerCase(Locale.GERMAN)
                .replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("ß", "ss");
    }

    private static String stem(String word) {
        for (String ending : ENDINGS) {
            if (word.endsWith(ending) && word.length() - ending.length() >= SHORTEST_STEM) {
                return word.substring(0, word.length() - ending.length());
            }
        }
        return word;
    }
}
