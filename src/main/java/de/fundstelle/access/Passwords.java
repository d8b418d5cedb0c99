// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/// Hashes and checks passwords with Argon2id at the cost that the library recommends.
///
/// Thread-safe. A few at the same time only: each takes 16 MiB and tens of milliseconds of a core.
final class Passwords {

    private static final int AT_ONCE = 2;

    private final Argon2PasswordEncoder encoder = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final String nobody = hash("a password that nobody has");

    String hash(String password) {
        places.acquireUninterruptibly();
        try {
            String hash = encoder.encode(password);
            if (hash == null) {
                throw new IllegalStateException("no hash for a password of " + password.length() + " characters");
            }
            return hash;
        } finally {
            places.release();
        }
    }

    boolean matches(String password, String hash) {
        places.acquireUninterruptibly();
        try {
            return encoder.matches(password, hash);
        } finally {
            places.release();
        }
    }

    /// Takes as long as a check, so that unknown names cannot be told from wrong passwords.
    void checkNobody() {
        matches("any but the empty one, which the library refuses without computing", nobody);
    }
}
