// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApprovalsTest {

    private static final Person AUDITOR = new Person("a", "auditor", Role.AUDITOR, Set.of());
    private static final Person ANNA = new Person("p1", "anna", Role.READER, Set.of());
    private static final Person BERTA = new Person("p2", "berta", Role.READER, Set.of());

    private final SettableClock clock = new SettableClock();
    private final Approvals approvals = new Approvals(clock);

    @Test
    void aCodeWorksOnceAndSaysWhoAgreed() {
        String code = approvals.approve(AUDITOR, ANNA);
        assertThat(approvals.use(code, ANNA)).contains("a");
        assertThat(approvals.use(code, ANNA)).isEmpty();
    }

    @Test
    void aCodeIsForItsPersonOnlyAndTryingItForAnotherUsesItUp() {
        String code = approvals.approve(AUDITOR, ANNA);
        assertThat(approvals.use(code, BERTA)).isEmpty();
        assertThat(approvals.use(code, ANNA)).isEmpty();
    }

    @Test
    void aCodeEndsAfterTenMinutes() {
        String code = approvals.approve(AUDITOR, ANNA);
        clock.advance(Duration.ofMinutes(10).minusMillis(1));
        String later = approvals.approve(AUDITOR, ANNA);
        assertThat(approvals.use(code, ANNA)).isPresent();
        clock.advance(Duration.ofMinutes(10));
        assertThat(approvals.use(later, ANNA)).isEmpty();
    }

    @Test
    void whatIsNoCodeOpensNothing() {
        approvals.approve(AUDITOR, ANNA);
        assertThat(approvals.use("", ANNA)).isEmpty();
        assertThat(approvals.use("x".repeat(1_000_000), ANNA)).isEmpty();
    }

    @Test
    void aHundredStayOpenAtTheMost() {
        Set<String> codes = new HashSet<>();
        String first = approvals.approve(AUDITOR, ANNA);
        for (int number = 0; number < 100; number++) {
            codes.add(approvals.approve(AUDITOR, ANNA));
        }
        assertThat(codes).hasSize(100);
        assertThat(approvals.use(first, ANNA)).isEmpty();
        assertThat(codes)
                .allSatisfy(code -> assertThat(approvals.use(code, ANNA)).isPresent());
    }
}
