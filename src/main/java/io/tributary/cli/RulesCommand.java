package io.tributary.cli;

import io.tributary.rules.EffectiveRules;
import io.tributary.rules.RuleBook;
import io.tributary.rules.RulesSchema;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be asked about a rules file. */
@Command(
        name = "rules",
        description = "Checks and explains rules files.",
        mixinStandardHelpOptions = true,
        subcommands = ImpactCommand.class)
final class RulesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    RulesCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which: check, show, diff, impact or schema");
    }

    @Command(
            name = "check",
            description = "Validates a rules file and lists every problem with line, path and a suggestion.",
            mixinStandardHelpOptions = true)
    void check(@Parameters(paramLabel = "FILE", description = "The rules file.") Path file) {
        RuleBook rules = RulesFile.load(file);
        int spaces = rules.spaces().size();
        out().printf("%s: ok, %d %s, %s%n", file, spaces, spaces == 1 ? "space" : "spaces", rules.fingerprint());
    }

    @Command(
            name = "show",
            description = "Prints the effective rules: presets applied, defaults spelled out, types by rank.",
            mixinStandardHelpOptions = true)
    void show(@Parameters(paramLabel = "FILE", description = "The rules file.") Path file) {
        out().print(EffectiveRules.yaml(RulesFile.load(file)));
    }

    @Command(
            name = "diff",
            description =
                    "Says what a change of the rules would be: each difference with its class, relaxing, restrictive"
                            + " or breaking, and what a job needs to start with it from a savepoint of the old rules.",
            mixinStandardHelpOptions = true)
    void diff(
            @Parameters(paramLabel = "OLD", description = "The rules file that the job runs under.") Path old,
            @Parameters(paramLabel = "NEW", description = "The rules file that it is to run under.") Path changed) {
        out().print(RulesDiffText.of(RulesFile.load(old), RulesFile.load(changed)));
    }

    @Command(
            name = "schema",
            description = "Prints the JSON Schema of rules files, for editors to complete and check them by.",
            mixinStandardHelpOptions = true)
    void schema() {
        out().print(RulesSchema.json());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
