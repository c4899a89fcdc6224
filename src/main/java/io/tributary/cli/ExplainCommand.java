package io.tributary.cli;

import io.tributary.rules.RuleBook;
import io.tributary.simulate.Explainer;
import io.tributary.simulate.Explanation;
import io.tributary.simulate.ExplanationFormat;
import io.tributary.simulate.Lines;
import io.tributary.simulate.Question;
import io.tributary.simulate.Replay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a profile came to be. */
@Command(
        name = "explain",
        description = {
            "Runs a file of events through the engine alone, and tells how the profile came to be to which an external ID"
                    + " leads: what brought each external ID, every merge with its reason, every split with its cause,"
                    + " what was set aside, and what operators did.",
            "Exit code 1 if the external ID leads to nobody; then it tells why."
        },
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--rules", required = true, paramLabel = "FILE", description = "The rules file.")
    private Path rules;

    @Option(
            names = "--events",
            required = true,
            paramLabel = "FILE",
            description = "JSON lines, one event each. Read twice.")
    private Path events;

    @Option(
            names = "--commands",
            paramLabel = "FILE",
            description = "Operators' commands, as JSON lines with a timestamp each: carried out before the first event"
                    + " that is later.")
    private @Nullable Path commands;

    @Option(
            names = "--space",
            paramLabel = "ID",
            description = "Whose graph to look into. May be left out where the rules have one space.")
    private @Nullable String space;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Asked asked;

    @Option(
            names = "--format",
            paramLabel = "text|mermaid|json",
            defaultValue = "text",
            description = "Default: ${DEFAULT-VALUE}.")
    private ExplanationFormat format;

    /** What is asked for. */
    static final class Asked {
        @Option(
                names = "--id",
                paramLabel = "TYPE:VALUE",
                description = "An external ID as it was sent, such as email:jane@example.com; of an account"
                        + " accounts/group_id:acme.")
        private @Nullable String id;

        @Option(names = "--profile", paramLabel = "PROFILE", description = "A profile's ID: use_... or acc_...")
        private @Nullable String profile;
    }

    @SuppressWarnings("NullAway.Init") // picocli sets it
    ExplainCommand() {}

    @Override
    public Integer call() {
        RuleBook book = RulesFile.load(rules);
        Question question = question(space(book));
        Replay replay = new Replay(book, Lines.of(events), commands == null ? null : Lines.of(commands));
        try {
            Explanation explanation = new Explainer(replay).explain(question);
            spec.commandLine().getOut().print(format.of(explanation));
            spec.commandLine().getOut().flush();
            return explanation.isFound() ? 0 : 1;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(e.getFile() + ": there is no such file", e);
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailure("events or commands cannot be read: " + e.getMessage(), e);
        }
    }

    private String space(RuleBook book) {
        List<String> ids = new ArrayList<>();
        book.spaces().forEach(one -> ids.add(one.id()));
        if (space == null && ids.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(), "--space is missing: the rules have " + String.join(", ", ids));
        }
        if (space != null && !ids.contains(space)) {
            throw new ParameterException(
                    spec.commandLine(), "--space " + space + " is unknown: the rules have " + String.join(", ", ids));
        }
        return space != null ? space : ids.get(0);
    }

    private Question question(String inSpace) {
        try {
            return asked.profile != null
                    ? Question.ofProfile(inSpace, asked.profile)
                    : Question.ofExternalId(inSpace, String.valueOf(asked.id));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
