// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private static final String HERE = "10.0.0.1";
    private static final String ELSEWHERE = "10.0.0.2";

    private final SettableClock clock = new SettableClock();
    private final Attempts attempts = new Attempts(clock);

    @Test
    void theFirstFailuresCostNothingAndEachFurtherOneTwiceAsMuch() {
        List<Long> waits = new ArrayList<>();
        for (int failure = 0; failure < 14; failure++) {
            assertThat(attempts.wait("anna", HERE)).as("when the wait is over").isEmpty();
            attempts.failed("anna", HERE);
            Duration wait = attempts.wait("anna", HERE).orElse(Duration.ZERO);
            waits.add(wait.toSeconds());
            clock.advance(wait);
        }
        assertThat(waits).containsExactly(0L, 0L, 1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 900L, 900L);
    }

    @Test
    void tellsOnceWhereSlowingBegins() {
        assertThat(List.of(
                        attempts.failed("anna", HERE),
                        attempts.failed("anna", HERE),
                        attempts.failed("anna", HERE),
                        attempts.failed("anna", HERE)))
                .containsExactly(false, false, true, false);
    }

    @Test
    void anHourOfQuietForgivesEverything() {
        fail("anna", HERE, 12);
        clock.advance(Duration.ofMinutes(61));
        assertThat(attempts.wait("anna", HERE)).isEmpty();
        assertThat(attempts.failed("anna", HERE)).isFalse();
        assertThat(attempts.wait("anna", HERE)).isEmpty();
    }

    @Test
    void signingInForgivesTheAccountAtThisAddress() {
        fail("anna", HERE, 5);
        clock.advance(Duration.ofMinutes(1));
        assertThat(attempts.succeeded("anna", HERE)).isTrue();
        fail("anna", HERE, 2);
        assertThat(attempts.wait("anna", HERE)).isEmpty();
    }

    /// Many guesses at once all ask before the first of them has failed.
    @Test
    void theRightGuessAmongManyAtOnceHasToWaitLikeTheOthers() {
        assertThat(attempts.wait("anna", HERE)).isEmpty();
        fail("anna", HERE, 2);
        assertThat(attempts.succeeded("anna", HERE)).as("few failures").isTrue();
        fail("anna", HERE, 3);
        assertThat(attempts.succeeded("anna", HERE)).isFalse();
        assertThat(attempts.wait("anna", HERE)).isPresent();
    }

    @Test
    void aStrangerElsewhereDelaysTheOwnerForAMinuteAtTheMost() {
        for (int address = 0; address < 1000; address++) {
            attempts.failed("anna", "192.0.2." + address);
        }
        assertThat(attempts.wait("anna", HERE))
                .hasValueSatisfying(wait -> assertThat(wait).isLessThanOrEqualTo(Duration.ofMinutes(1)));
        assertThat(attempts.wait("berta", HERE)).as("another account").isEmpty();
    }

    @Test
    void failuresOfOneAccountDoNotDelayItsOwnerElsewhereAtFirst() {
        fail("anna", HERE, 9);
        assertThat(attempts.wait("anna", ELSEWHERE)).isEmpty();
        assertThat(attempts.wait("anna", HERE)).isPresent();
    }

    @Test
    void whoTriesManyNamesIsSlowedDownForAllOfThem() {
        for (int name = 0; name < 40; name++) {
            attempts.failed("name" + name, HERE);
        }
        assertThat(attempts.wait("somebody new", HERE)).isPresent();
        assertThat(attempts.wait("somebody new", ELSEWHERE)).isEmpty();
        assertThat(attempts.wait("name1", ELSEWHERE)).isEmpty();
    }

    @Test
    void anotherSpellingOfANameIsNoOtherAccount() {
        for (String spelling : List.of("Anna", "ANNA", " anna ", "aNNa")) {
            attempts.failed(spelling, HERE);
        }
        assertThat(attempts.wait("anna", HERE)).isPresent();
    }

    @Test
    void aHundredThousandNamesDoNotFillTheMemoryNorPushTheGuessersAddressOut() throws Exception {
        for (int name = 0; name < 100_000; name++) {
            attempts.failed("name" + name, HERE);
        }
        Field kept = Attempts.class.getDeclaredField("kept");
        kept.setAccessible(true);
        assertThat((Map<?, ?>) kept.get(attempts)).hasSizeLessThanOrEqualTo(20_000);
        assertThat(kept.get(attempts).toString()).doesNotContain("name99999").doesNotContain(HERE);
        assertThat(attempts.wait("anybody", HERE)).isEqualTo(Optional.of(Duration.ofMinutes(15)));
    }

    private void fail(String account, String address, int times) {
        for (int time = 0; time < times; time++) {
            attempts.failed(account, address);
        }
    }
}
