// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// The numbers are worked out by hand; log2(3) is 1.58496, log2(4) is 2, log2(5) is 2.32193.
class ScoresTest {

    private static final Offset<Double> EXACTLY = within(1e-4);

    @Test
    void aPerfectRankingScoresOne() {
        Scores scores = Scores.of(Map.of("q", Map.of("a", 2.0, "b", 1.0)), Map.of("q", List.of("a", "b", "x")));
        assertThat(scores).isEqualTo(new Scores(1, 1, 1, 1, 1, 1));
    }

    @Test
    void gainsAreDiscountedByTheirRank() {
        Map<String, Map<String, Double>> expected = Map.of("q", Map.of("a", 3.0, "b", 1.0));
        Scores scores = Scores.of(expected, Map.of("q", List.of("x", "b", "y", "a")));
        // (1 / 1.58496 + 3 / 2.32193) / (3 + 1 / 1.58496) = 1.92295 / 3.63093
        assertThat(scores.ndcg10()).isCloseTo(0.52960, EXACTLY);
        assertThat(scores.mrr10()).isCloseTo(0.5, EXACTLY);
        assertThat(scores.recall5()).isCloseTo(1, EXACTLY);
    }

    @Test
    void depthsCutTheRanking() {
        Map<String, Map<String, Double>> expected = Map.of("q", Map.of("d6", 1.0, "d11", 1.0, "d20", 1.0, "d21", 1.0));
        List<String> ranking =
                IntStream.rangeClosed(1, 30).mapToObj(rank -> "d" + rank).toList();
        Scores scores = Scores.of(expected, Map.of("q", ranking));
        assertThat(scores.recall5()).isZero();
        assertThat(scores.recall10()).isCloseTo(0.25, EXACTLY);
        assertThat(scores.recall20()).isCloseTo(0.75, EXACTLY);
        assertThat(scores.mrr10()).isCloseTo(1.0 / 6, EXACTLY);
        // 1 / log2(7) = 0.35621; ideal 1 + 0.63093 + 0.5 + 0.43068 = 2.56161
        assertThat(scores.ndcg10()).isCloseTo(0.13906, EXACTLY);
    }

    @Test
    void aQuestionWithoutResultsCountsAsZeroAndAnUnexpectedOneNotAtAll() {
        Map<String, Map<String, Double>> expected = Map.of("q1", Map.of("a", 1.0), "q2", Map.of("b", 1.0));
        Scores scores = Scores.of(expected, Map.of("q1", List.of("a"), "q3", List.of("z")));
        assertThat(scores).isEqualTo(new Scores(2, 0.5, 0.5, 0.5, 0.5, 0.5));
    }

    @Test
    void nothingExpectedScoresNothing() {
        assertThat(Scores.of(Map.of(), Map.of())).isEqualTo(new Scores(0, 0, 0, 0, 0, 0));
        assertThat(Scores.of(Map.of("q", Map.of()), Map.of("q", List.of("a")))).isEqualTo(new Scores(1, 0, 0, 0, 0, 0));
    }
}
