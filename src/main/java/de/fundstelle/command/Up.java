// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Starts the server and stays until the process is ended.
@Command(name = "up", description = "Starts the server.", mixinStandardHelpOptions = true)
final class Up implements Callable<Integer> {

    private final Launcher launcher;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    Up(Launcher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        Launcher.Running server = launcher.serve();
        var out = spec.commandLine().getOut();
        out.println("Address: " + server.address());
        server.setupAddress().ifPresent(address -> out.println("Set up the first administrator, once: " + address));
        out.flush();
        untilTheEnd(server::close);
        return 0;
    }

    /// Waits for the process to be ended, and then closes what was started.
    static void untilTheEnd(Runnable closing) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    closing.run();
                    ended.countDown();
                }));
        ended.await();
    }
}
