// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import de.fundstelle.answer.AnswerEvent.Source;
import de.fundstelle.answer.Question.Exchange;
import de.fundstelle.config.Settings;
import de.fundstelle.facts.Standing;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the model is asked: rules, what was said before, passages as data, the question.
///
/// @param sources the passages that fit into the window, numbered as the model sees them
/// @param fence the sign around the passages, which nobody can know before
record Prompt(List<ChatMessage> messages, List<Source> sources, String fence) {

    /// The German text in the resources; its number changes with its words.
    private static final String RULES = read("/prompts/answer-1.txt");

    private static final int CHARS_PER_TOKEN = 3;

    /// What a server adds around each message.
    private static final int TOKENS_PER_MESSAGE = 8;

    /// For what no estimate knows, such as a system prompt of the model's own.
    private static final int RESERVE = 64;

    private static final int MOST_EXCHANGES = 3;
    private static final int MOST_CHARS_OF_ANSWER = 600;

    /// What was said before may take this share of the window.
    private static final int SHARE_OF_EARLIER = 8;

    /// The last letter that common models still cut into large pieces.
    private static final int LAST_LATIN = 0x24f;

    private static final Pattern MARKER = Pattern.compile("\\s*\\[\\d{1,3}\\]");

    Prompt {
        messages = List.copyOf(messages);
        sources = List.copyOf(sources);
    }

    /// Fits passages and earlier exchanges into the model's window; empty if not even the best passage fits.
    ///
    /// Passages are left out from the end, before them the oldest exchanges.
    static Optional<Prompt> of(Question question, List<Source> found, Settings.Chat settings, String fence) {
        String rules = RULES.replace("{fence}", fence).replace("{nothing}", Refusal.AGREED);
        int room = settings.contextTokens()
                - settings.answerTokens()
                - RESERVE
                - cost(rules)
                - cost(ask(question, List.of(), fence));
        List<Source> fitting = new ArrayList<>();
        for (Source source : found) {
            int cost = tokens(block(source));
            if (cost > room) {
                break;
            }
            room -= cost;
            fitting.add(source);
        }
        if (fitting.isEmpty()) {
            return Optional.empty();
        }
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(SystemMessage.from(rules));
        messages.addAll(earlier(question.earlier(), Math.min(room, settings.contextTokens() / SHARE_OF_EARLIER)));
        messages.add(UserMessage.from(ask(question, fitting, fence)));
        return Optional.of(new Prompt(messages, fitting, fence));
    }

    /// A careful estimate: letters and blanks of German by the piece, everything else one by one.
    static int tokens(String text) {
        int small = (int) text.codePoints()
                .filter(c -> c <= LAST_LATIN && (Character.isLetter(c) || c == ' '))
                .count();
        int others = text.codePointCount(0, text.length()) - small;
        return Math.ceilDiv(small, CHARS_PER_TOKEN) + others;
    }

    private static int cost(String message) {
        return tokens(message) + TOKENS_PER_MESSAGE;
    }

    private static List<ChatMessage> earlier(List<Exchange> exchanges, int budget) {
        List<ChatMessage> messages = new ArrayList<>();
        int left = budget;
        int oldest = Math.max(0, exchanges.size() - MOST_EXCHANGES);
        for (int i = exchanges.size() - 1; i >= oldest; i--) {
            Exchange exchange = exchanges.get(i);
            String question = exchange.question().strip();
            String answer =
                    shorten(MARKER.matcher(exchange.answer()).replaceAll("").strip());
            left -= cost(question) + cost(answer);
            if (left < 0) {
                break;
            }
            if (!question.isEmpty() && !answer.isEmpty()) {
                messages.addFirst(AiMessage.from(answer));
                messages.addFirst(UserMessage.from(question));
            }
        }
        return messages;
    }

    private static String ask(Question question, List<Source> sources, String fence) {
        StringBuilder text = new StringBuilder("<<< " + fence + "\n");
        sources.forEach(source -> text.append(block(source)));
        return text.append(">>> ")
                .append(fence)
                .append("\n\nFrage: ")
                .append(question.text())
                .toString();
    }

    private static String block(Source source) {
        String place = source.passage().place().label();
        String headings = String.join(" › ", source.passage().headings());
        return "Quelle %d (%s%s%s)\n%s%s\n\n"
                .formatted(
                        source.n(),
                        source.passage().document().title(),
                        place.isEmpty() ? "" : ", " + place,
                        standing(source.standing()),
                        headings.isEmpty() ? "" : headings + "\n",
                        source.passage().text());
    }

    /// What the model must know of a text before it relies on it.
    private static String standing(Standing standing) {
        String validity = switch (standing.validity().state()) {
            case SUPERSEDED ->
                "; NICHT MEHR IN KRAFT"
                        + standing.validity()
                                .until()
                                .map(day -> " seit Ablauf des " + german(day))
                                .orElse("")
                        + standing.validity()
                                .supersededBy()
                                .map(next -> ", ersetzt durch: " + next.title())
                                .orElse("");
            case NOT_YET ->
                "; NOCH NICHT IN KRAFT, erst ab "
                        + standing.validity().from().map(Prompt::german).orElse("später");
            case IN_FORCE, UNKNOWN -> "";
        };
        String amended = standing.amendments().stream()
                .map(amendment -> amendment.title()
                        + amendment.from().map(day -> " ab " + german(day)).orElse(""))
                .distinct()
                .collect(Collectors.joining("; "));
        return validity + (amended.isEmpty() ? "" : "; GEÄNDERT durch: " + amended);
    }

    private static String german(LocalDate day) {
        return "%02d.%02d.%d".formatted(day.getDayOfMonth(), day.getMonthValue(), day.getYear());
    }

    private static String shorten(String answer) {
        return answer.length() <= MOST_CHARS_OF_ANSWER ? answer : answer.substring(0, MOST_CHARS_OF_ANSWER) + " …";
    }

    private static String read(String resource) {
        try (InputStream in = Prompt.class.getResourceAsStream(resource)) {
            return new String(
                    Objects.requireNonNull(in, resource + " is missing in the program")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + resource + " from the program", e);
        }
    }
}
