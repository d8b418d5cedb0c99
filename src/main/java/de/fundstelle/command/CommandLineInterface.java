// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import de.fundstelle.config.InvalidSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// All commands, and what a wrong call or a failure looks like.
///
/// Exit code 0 only if what was asked for happened; 2 for a wrong call; 1 for a failure.
@Command(
        name = "fundstelle",
        description = "Answers questions from an authority's own documents, with the place of every statement.",
        mixinStandardHelpOptions = true,
        versionProvider = CommandLineInterface.Versions.class,
        synopsisSubcommandLabel = "COMMAND")
public final class CommandLineInterface implements Runnable {

    private static final int FAILURE = 1;
    private static final int WRONG_CALL = 2;

    private final Launcher launcher;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private CommandLineInterface(Launcher launcher) {
        this.launcher = launcher;
    }

    /// Runs one command and gives its exit code.
    public static int run(Launcher launcher, String... arguments) {
        CommandLine line = new CommandLine(new CommandLineInterface(launcher))
                .addSubcommand(new Demo(launcher))
                .addSubcommand(new Up(launcher))
                .addSubcommand(new Import(launcher))
                .addSubcommand(new Search(launcher))
                .addSubcommand(new Evaluate(launcher))
                .addSubcommand(new CommandLine(new User()).addSubcommand(new User.Add(launcher)))
                .addSubcommand(WatchedFolders.commands(launcher))
                .addSubcommand(new Verify(launcher))
                .addSubcommand(new PrintJournal(launcher))
                .addSubcommand(new BackUp(launcher))
                .addSubcommand(new RestoreBackup(launcher))
                .addSubcommand(new CommandLine.HelpCommand());
        line.setParameterExceptionHandler(CommandLineInterface::wrongCall);
        line.setExecutionExceptionHandler(failure());
        return line.execute(arguments);
    }

    /// Without a command there is nothing to do.
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? 'fundstelle help' lists them");
    }

    private static int wrongCall(ParameterException e, String... arguments) {
        PrintWriter err = e.getCommandLine().getErr();
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        String message = e instanceof UnmatchedArgumentException unmatched
                ? "There is nothing called '%s'"
                        .formatted(unmatched.getUnmatched().getFirst())
                : String.valueOf(e.getMessage()).lines().findFirst().orElse("wrong call");
        err.println("fundstelle: %s (see '%s --help')".formatted(message, name));
        return WRONG_CALL;
    }

    private static IExecutionExceptionHandler failure() {
        return (exception, line, result) -> switch (exception) {
            case Failure e -> tell(line, e.getMessage());
            case InvalidSettings e -> tell(line, e.getMessage());
            case IOException e -> tell(line, sentence(e));
            case UncheckedIOException e -> tell(line, e.getMessage());
            case InterruptedException e -> {
                Thread.currentThread().interrupt();
                yield tell(line, "interrupted");
            }
            default -> throw exception;
        };
    }

    /// The message of a file system's exception is often the bare path.
    private static String sentence(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no file '%s'".formatted(missing.getFile());
            case AccessDeniedException denied -> "no permission to use '%s'".formatted(denied.getFile());
            case FileSystemException file ->
                "using '%s' failed: %s"
                        .formatted(
                                file.getFile(),
                                file.getReason() == null ? file.getClass().getSimpleName() : file.getReason());
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    private static int tell(CommandLine line, @org.jspecify.annotations.Nullable String message) {
        line.getErr().println("fundstelle: " + message);
        return FAILURE;
    }

    /// Prints the version.
    static final class Versions implements IVersionProvider {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public String[] getVersion() {
            CommandLineInterface root = (CommandLineInterface) spec.root().userObject();
            return new String[] {"fundstelle " + root.launcher.version()};
        }
    }
}
