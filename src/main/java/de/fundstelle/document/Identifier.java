// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.document;

import java.math.BigInteger;
import java.security.SecureRandom;

/// Makes identifiers that cannot be guessed: 128 random bits, as 25 letters and digits.
public final class Identifier {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BITS = 128;
    private static final int RADIX = 36;
    private static final int LENGTH = 25;

    private Identifier() {}

    public static String fresh() {
        String digits = new BigInteger(BITS, RANDOM).toString(RADIX);
        return "0".repeat(LENGTH - digits.length()) + digits;
    }
}
