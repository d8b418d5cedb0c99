// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts the text of a model into the shape that readers see, while it arrives and however it is cut into pieces.
///
/// The many spellings of a citation become `[1]`; numbers without a passage go, as do links, pictures, the fence
/// around the passages, and addresses that no passage contains. What might still become one of these is held back.
final class Citations {

    private static final String NUMBER = "\\d{1,3}";
    private static final String LABEL = "(?:\\^|(?:Quellen?|Q|Nr\\.?|Passagen?)[ \\u00a0]{0,2})?";
    private static final String NUMBERS =
            LABEL + NUMBER + "(?:[ \\u00a0]{0,2}(?:,|;|und|-|–)[ \\u00a0]{0,2}" + LABEL + NUMBER + "){0,20}";
    private static final String BLANKS = "[ \\t\\u00a0]{0,4}";

    /// `[1]`, `[1, 3]`, `【1】`, `【1†source】`, `[Quelle 1]`, `(Quelle 1)`.
    private static final Pattern MARKER = Pattern.compile(
            BLANKS + "(?:[\\[【][ ]?(?<inner>" + NUMBERS + ")[ ]?(?:†[^\\]】\\n]{0,60})?[\\]】]"
                    + "|\\((?:siehe |vgl\\. )?(?=Quelle|Passage)(?<round>" + NUMBERS + ")\\))",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern LINK =
            Pattern.compile(BLANKS + "!?\\[(?<text>[^\\[\\]\\n]{0,300})\\]\\((?<target>[^()\\n]{0,2000})\\)");
    private static final Pattern ADDRESS = Pattern.compile(
            BLANKS + "(?<address>(?:https?://|ftp://|www\\.)[^\\s<>\"\\[\\]【】|]{1,2000})", Pattern.CASE_INSENSITIVE);

    /// A marker that the end of the answer cut in two.
    private static final Pattern CUT_MARKER = Pattern.compile(
            BLANKS + "(?:[\\[【][ ]?(?:Q[uelen]{0,6}[ ]?)?[\\d ,;]{0,20}"
                    + "|\\((?:siehe |vgl\\. )?Quellen?[ ]?[\\d ,;]{0,20})$",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern EACH = Pattern.compile("(\\d{1,3})(?:[ \\u00a0]{0,2}[-–][ \\u00a0]{0,2}(\\d{1,3}))?");
    private static final Pattern TRAILING = Pattern.compile("[.,;:!?)*_]+$");
    private static final String NO_ADDRESS = "(Adresse nicht in den Unterlagen)";

    private final int passages;
    private final Predicate<String> known;
    private final Pattern fence;
    private final StringBuilder pending = new StringBuilder();
    private char last = '\n';

    /// @param passages how many passages the model was given, numbered from 1
    /// @param fence stood around the passages
    /// @param known whether the passages contain an address
    Citations(int passages, String fence, Predicate<String> known) {
        this.passages = passages;
        this.known = known;
        this.fence = Pattern.compile(BLANKS + "[<>]{0,3}[ ]?" + Pattern.quote(fence) + "[<>]{0,3}");
    }

    /// What can be shown of the text so far, and has not been yet.
    String accept(String piece) {
        pending.append(piece);
        return release(false);
    }

    /// What was held back, at the end of the text.
    String finish() {
        return release(true);
    }

    private String release(boolean ended) {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        while (at < pending.length()) {
            int next = step(at, ended, shown);
            if (next < 0) {
                break;
            }
            at = next;
        }
        pending.delete(0, at);
        return shown.toString();
    }

    /// Shows what begins at `at` and returns where it ends, or -1 if that can't be told yet.
    @SuppressWarnings("JdkObsolete") // hitEnd() is made for input that still arrives, as this does
    private int step(int at, boolean ended, StringBuilder shown) {
        char c = pending.charAt(at);
        if (mayBegin(c)) {
            for (Pattern pattern : new Pattern[] {fence, LINK, MARKER, ADDRESS}) {
                if (pattern == ADDRESS && inWord(c)) {
                    continue;
                }
                Matcher matcher = pattern.matcher(pending).region(at, pending.length());
                boolean found = matcher.lookingAt();
                if (!ended && matcher.hitEnd()) {
                    return -1;
                }
                if (found) {
                    show(shown, replacement(pattern, matcher));
                    return matcher.end();
                }
            }
            if (ended
                    && CUT_MARKER.matcher(pending).region(at, pending.length()).lookingAt()) {
                return pending.length();
            }
        }
        show(shown, String.valueOf(c));
        return at + 1;
    }

    private boolean mayBegin(char c) {
        return " \t\u00a0![【(<>".indexOf(c) >= 0
                || "hHfFwW".indexOf(c) >= 0
                || fence.pattern().indexOf(c) >= 0;
    }

    private boolean inWord(char c) {
        return Character.isLetter(c) && Character.isLetterOrDigit(last);
    }

    private String replacement(Pattern pattern, Matcher matcher) {
        if (pattern == fence) {
            return "";
        }
        String found = matcher.group();
        String blanks = found.substring(0, found.length() - found.stripLeading().length());
        if (pattern == MARKER) {
            String inner = matcher.group("inner") != null ? matcher.group("inner") : matcher.group("round");
            String markers = markers(inner);
            return markers.isEmpty() ? "" : blanks + markers;
        }
        if (pattern == LINK) {
            String text = matcher.group("text");
            return blanks + (text.matches(NUMBERS) ? markers(text) : addresses(text));
        }
        return blanks + address(matcher.group("address"));
    }

    private String markers(String inner) {
        Set<Integer> numbers = new LinkedHashSet<>();
        EACH.matcher(inner).results().forEach(each -> {
            int from = Integer.parseInt(each.group(1));
            int to = each.group(2) == null ? from : Integer.parseInt(each.group(2));
            for (int n = Math.max(1, from); n <= Math.min(to, passages); n++) {
                numbers.add(n);
            }
        });
        return joined(numbers);
    }

    private static String joined(Collection<Integer> numbers) {
        StringBuilder markers = new StringBuilder();
        numbers.forEach(n -> markers.append('[').append(n).append(']'));
        return markers.toString();
    }

    private String addresses(String text) {
        return ADDRESS.matcher(text).replaceAll(match -> {
            String found = match.group();
            String blanks =
                    found.substring(0, found.length() - found.stripLeading().length());
            return Matcher.quoteReplacement(blanks + address(found.stripLeading()));
        });
    }

    private String address(String found) {
        Matcher trailing = TRAILING.matcher(found);
        int end = trailing.find() ? trailing.start() : found.length();
        String address = found.substring(0, end);
        return (known.test(address) ? address : NO_ADDRESS) + found.substring(end);
    }

    private void show(StringBuilder shown, String text) {
        if (!text.isEmpty()) {
            shown.append(text);
            last = text.charAt(text.length() - 1);
        }
    }
}
