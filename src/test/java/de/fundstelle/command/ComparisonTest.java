// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static Map<String, Double> scores(double... scores) {
        Map<String, Double> map = new HashMap<>();
        for (double score : scores) {
            map.put("q" + map.size(), score);
        }
        return map;
    }

    @Test
    void countsWhatBecameBetterAndWorse() {
        Comparison comparison = Comparison.of(scores(0.5, 1, 0, 0.3), scores(0.6, 0.9, 0, 0.3, 1));
        assertThat(comparison)
                .extracting(Comparison::better, Comparison::worse, Comparison::same)
                .isEqualTo(List.of(1, 1, 2));
    }

    /// The exact value: of the 2^n ways to choose signs, two have a sum as far from 0 as n equal differences.
    @Test
    void knowsHowOftenChanceAloneDoesThat() {
        assertThat(Comparison.of(scores(0, 0, 0, 0, 0), scores(1, 1, 1, 1, 1)).chance())
                .isCloseTo(2 / 32.0, within(0.01));
        assertThat(Comparison.of(scores(0), scores(1)).chance()).isEqualTo(1);
        assertThat(Comparison.of(scores(0, 1), scores(1, 0)).chance()).isEqualTo(1);
        assertThat(Comparison.of(scores(0.4), scores(0.4)).chance()).isEqualTo(1);
    }
}
