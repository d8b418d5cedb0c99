// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The password that a demonstration shows.
class DemoTest {

    private static final int DRAWS = 10_000;
    private static final int LETTERS = 32;

    @Test
    void isAnotherOneEachTimeAndUsesAllLettersEverywhere() {
        List<String> passwords = Stream.generate(Demo::password).limit(DRAWS).toList();

        assertThat(passwords)
                .doesNotHaveDuplicates()
                .allMatch(password -> password.matches("[a-z2-9]{4}(-[a-z2-9]{4}){3}"));
        for (int place = 0; place < passwords.getFirst().length(); place++) {
            int here = place;
            Set<Character> drawn =
                    passwords.stream().map(password -> password.charAt(here)).collect(Collectors.toSet());
            assertThat(drawn).as("at %d", place).hasSize(place % 5 == 4 ? 1 : LETTERS);
        }
    }
}
