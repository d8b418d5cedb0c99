// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/// Hashes and checks passwords with Argon2id at the cost that the library recommends.
///
/// Thread-safe. A few at the same time only: each takes 16 MiB and tens of milliseconds of a core. They have threads of
/// their own, since a virtual thread that computes keeps its carrier: a morning's sign-ins would stop all requests.
final class Passwords {

    private static final int AT_ONCE = 2;
    private static final long KEEP_SECONDS = 10;

    private final Argon2PasswordEncoder encoder = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    private final ExecutorService threads = threads();
    private final String nobody = hash("a password that nobody has");

    String hash(String password) {
        String hash = compute(() -> encoder.encode(password));
        if (hash == null) {
            throw new IllegalStateException("no hash for a password of " + password.length() + " characters");
        }
        return hash;
    }

    boolean matches(String password, String hash) {
        return compute(() -> encoder.matches(password, hash));
    }

    /// Takes as long as a check, so that unknown names cannot be told from wrong passwords.
    void checkNobody() {
        matches("any but the empty one, which the library refuses without computing", nobody);
    }

    private <T> T compute(Supplier<T> what) {
        return CompletableFuture.supplyAsync(what, threads).join();
    }

    private static ExecutorService threads() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                AT_ONCE,
                AT_ONCE,
                KEEP_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("password-", 1).factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
