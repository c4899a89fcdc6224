package io.tributary.cli;

import io.tributary.rules.RuleBook;
import io.tributary.rules.RuleChange;
import io.tributary.rules.RulesDiff;
import io.tributary.rules.RulesException;
import io.tributary.rules.RulesParser;
import io.tributary.savepoint.ImpactReader;
import io.tributary.savepoint.Savepoint;
import io.tributary.savepoint.SavepointException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What new rules would mean for what there is. */
@Command(
        name = "impact",
        description = {
            "Counts in a savepoint, for each change of the rules, the profiles that are outside the new ones, with examples."
                    + " They stay as they are; the new rules only keep them from growing further.",
            "Canonical and native savepoints and retained checkpoints can be read; nothing runs and nothing is changed."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ImpactCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--savepoint",
            required = true,
            paramLabel = "PATH",
            description = "Directory of the savepoint or checkpoint (chk-...), or its _metadata, or the URI of one.")
    private String savepoint;

    @Option(names = "--rules", required = true, paramLabel = "NEW", description = "The new rules file.")
    private Path rules;

    @Option(
            names = "--old",
            paramLabel = "OLD",
            description = "The rules file before. Default: the rules that the savepoint remembers.")
    private @Nullable Path old;

    @Option(names = "--reveal", description = "Show the values of external IDs instead of their fingerprints.")
    private boolean reveal;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    ImpactCommand() {}

    @Override
    public Integer call() {
        RuleBook after = RulesFile.load(rules);
        RuleBook given = old == null ? null : RulesFile.load(old);
        PrintWriter out = spec.commandLine().getOut();
        ProgressLine progress = ProgressLine.on(spec.commandLine().getErr());
        try (Savepoint opened = Savepoint.open(savepoint)) {
            RuleBook before = given != null ? given : remembered(opened);
            List<RuleChange> changes = RulesDiff.between(before, after);
            ImpactReader reader = new ImpactReader(changes, before, after, progress);
            if (reader.counts()) {
                opened.forEachSpace(reader, progress);
            }
            progress.clear();
            out.print(ImpactText.of(reader, reveal));
            out.flush();
        } catch (SavepointException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
        return 0;
    }

    private static RuleBook remembered(Savepoint savepoint) throws SavepointException {
        String canonical = savepoint.rules();
        if (canonical == null) {
            throw new CommandFailure(savepoint.path()
                    + ": does not remember its rules, an older release wrote it; name them: --old FILE");
        }
        try {
            return RulesParser.parseCanonical("the rules that the savepoint remembers", canonical);
        } catch (RulesException e) {
            throw new CommandFailure(
                    e.getMessage() + System.lineSeparator()
                            + "this release does not know all that these rules say; use the"
                            + " one that wrote the savepoint or a newer one, or name the rules: --old FILE",
                    e);
        }
    }
}
