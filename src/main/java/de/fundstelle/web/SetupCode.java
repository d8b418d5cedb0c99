// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Token;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The code with which the first administrator makes their account; it works once and only until the program ends.
///
/// Thread-safe. That only one account comes of it is the database's promise, see
/// [de.fundstelle.access.People#addFirst].
public final class SetupCode {

    private volatile @Nullable String code;

    private SetupCode(@Nullable String code) {
        this.code = code;
    }

    /// A fresh code, for a system that nobody has an account on.
    public static SetupCode fresh() {
        return new SetupCode(Token.fresh());
    }

    /// No code: there is an account already.
    public static SetupCode none() {
        return new SetupCode(null);
    }

    /// The code, while it works.
    public Optional<String> code() {
        return Optional.ofNullable(code);
    }

    boolean open() {
        return code != null;
    }

    boolean matches(String offered) {
        return code().filter(known -> Token.same(known, offered)).isPresent();
    }

    void close() {
        code = null;
    }
}
