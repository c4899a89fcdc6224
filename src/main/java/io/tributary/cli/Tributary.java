package io.tributary.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The launcher's entry point. Exit codes: 0 done, 1 failed, 2 wrong use. */
@Command(
        name = "tributary",
        description = "Real-time identity resolution.",
        synopsisSubcommandLabel = "COMMAND",
        version = "tributary 0.1.0",
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            SimulateCommand.class,
            EvaluateCommand.class,
            ExplainCommand.class,
            ScenariosCommand.class,
            RulesCommand.class,
            GenerateCommand.class,
            TopicsCommand.class,
            CommandCommand.class,
            ClusterCommand.class,
            StateCommand.class,
            SizeCommand.class,
            BenchCommand.class
        },
        footer = {
            "",
            "Every command explains itself: tributary COMMAND --help.",
            "Completion in bash and zsh: source <(tributary completion)"
        })
public final class Tributary implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    Tributary() {}

    public static void main(String[] arguments) {
        CommandLine commandLine = commandLine();
        // One writer for all commands: each of its own flushes with the end of a line only, and is lost with what
        // follows.
        PrintWriter out = commandLine.getOut();
        commandLine.setOut(out);
        int exitCode = commandLine.execute(arguments);
        out.flush();
        System.exit(exitCode);
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Tributary());
        commandLine.addSubcommand("completion", new CommandLine(new AutoComplete.GenerateCompletion()));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler(Tributary::failed);
        return commandLine;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say which command");
    }

    private static int failed(Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed)
            throws Exception {
        if (!(failure instanceof CommandFailure)) {
            throw failure;
        }
        commandLine.getErr().println(failure.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }
}
