// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import static de.fundstelle.answer.Samples.RATES;
import static de.fundstelle.answer.Samples.question;
import static de.fundstelle.answer.Samples.sources;
import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.answer.AnswerEvent.Source;
import de.fundstelle.answer.Question.Exchange;
import de.fundstelle.config.Settings;
import de.fundstelle.facts.Standing;
import de.fundstelle.facts.Validity;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTest {

    private static final String FENCE = "zaun123";

    @Test
    void numbersThePassagesInsideTheFenceAndAsksLast() {
        Prompt prompt = prompt(8192, question("Was kostet ein Hund?"), sources(RATES, "Zweite Quelle."))
                .orElseThrow();
        assertThat(prompt.messages()).hasSize(2);
        assertThat(((SystemMessage) prompt.messages().getFirst()).text())
                .contains(FENCE, Refusal.AGREED, "[1]")
                .doesNotContain("{");
        String asked = ((UserMessage) prompt.messages().getLast()).singleText();
        assertThat(asked).startsWith("<<< " + FENCE).endsWith(">>> " + FENCE + "\n\nFrage: Was kostet ein Hund?");
        assertThat(asked).contains("Quelle 1 (Hundesteuersatzung 1, § 4, Seite 2)\n§ 4 Satz\n" + RATES);
        assertThat(asked.indexOf("Quelle 2")).isGreaterThan(asked.indexOf("Quelle 1"));
    }

    @Test
    void saysOfAPassageThatItIsNotInForceOrAmended() {
        Source old = sources(RATES).getFirst();
        Validity gone = new Validity(
                Validity.State.SUPERSEDED,
                Optional.empty(),
                Optional.of(LocalDate.of(2019, 12, 31)),
                Optional.of(new Validity.Successor("d2", "Hundesteuersatzung 2020")));
        Standing.Amendment change =
                new Standing.Amendment("d3", "1. Änderung", "§ 4", Optional.of(LocalDate.of(2016, 1, 1)), "80 Euro");
        List<Source> marked = List.of(
                new Source(1, old.passage(), List.of(), new Standing(gone, List.of())),
                new Source(2, old.passage(), List.of(), new Standing(Validity.UNKNOWN, List.of(change))));
        String asked = text(prompt(8192, question("Was kostet ein Hund?"), marked)
                .orElseThrow()
                .messages()
                .getLast());
        assertThat(asked)
                .contains(
                        "Seite 2; NICHT MEHR IN KRAFT seit Ablauf des 31.12.2019, ersetzt durch: Hundesteuersatzung 2020)")
                .contains("Seite 2; GEÄNDERT durch: 1. Änderung ab 01.01.2016)");
    }

    @ParameterizedTest
    @ValueSource(ints = {1500, 2000, 3000, 5000, 8192})
    void fitsIntoTheWindowByLeavingOutPassagesFromTheEnd(int window) {
        List<Source> many = sources(Collections.nCopies(40, RATES.repeat(2)).toArray(String[]::new));
        Prompt prompt = prompt(window, question("Was kostet ein Hund?", new Exchange("Frage?", "Antwort. [1]")), many)
                .orElseThrow();
        int tokens = prompt.messages().stream()
                .mapToInt(message -> Prompt.tokens(text(message)))
                .sum();
        assertThat(tokens).isLessThan(window - 512);
        assertThat(prompt.sources())
                .isNotEmpty()
                .isEqualTo(many.subList(0, prompt.sources().size()));
    }

    @Test
    void isEmptyWhenNotEvenTheBestPassageFits() {
        assertThat(prompt(1200, question("Hund ".repeat(2000)), sources(RATES))).isEmpty();
    }

    @Test
    void showsTheLastExchangesWithoutTheirNumbers() {
        Exchange[] earlier = new Exchange[6];
        for (int i = 0; i < earlier.length; i++) {
            earlier[i] = new Exchange("Frage " + i, "Antwort " + i + " [1].");
        }
        List<ChatMessage> messages = prompt(8192, question("Und dafür?", earlier), sources(RATES))
                .orElseThrow()
                .messages();
        assertThat(messages.stream().map(PromptTest::text).toList().subList(1, 7))
                .containsExactly("Frage 3", "Antwort 3.", "Frage 4", "Antwort 4.", "Frage 5", "Antwort 5.");
    }

    @Test
    void countsWhatIsNoLetterOneByOne() {
        assertThat(Prompt.tokens("Hundesteuer")).isEqualTo(4);
        assertThat(Prompt.tokens("1.250,00 €")).isGreaterThanOrEqualTo(9);
        assertThat(Prompt.tokens("狗税")).isEqualTo(2);
    }

    private static Optional<Prompt> prompt(int window, Question question, List<Source> sources) {
        Settings.Chat settings = new Settings.Chat(
                Settings.Provider.OLLAMA,
                URI.create("http://127.0.0.1:1"),
                "m",
                Optional.empty(),
                window,
                512,
                1,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
        return Prompt.of(question, sources, settings, FENCE);
    }

    private static String text(ChatMessage message) {
        return switch (message) {
            case SystemMessage system -> system.text();
            case UserMessage user -> user.singleText();
            case AiMessage ai -> ai.text();
            default -> throw new AssertionError(message.type());
        };
    }
}
