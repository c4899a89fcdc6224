package io.tributary.cli;

import io.tributary.model.Collection;
import io.tributary.savepoint.Found;
import io.tributary.savepoint.GraphVerifier;
import io.tributary.savepoint.LookupReader;
import io.tributary.savepoint.StatsReader;
import io.tributary.savepoint.Violations;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What lies in a savepoint. */
@Command(
        name = "state",
        description = {
            "Looks into a savepoint, canonical or native, or a retained checkpoint, without running the job.",
            "Its state is loaded into a RocksDB in the temporary directory, which takes about as much room again. External"
                    + " IDs are personal data: fingerprints stand for their values, but for the one that lookup is asked"
                    + " for."
        },
        mixinStandardHelpOptions = true)
final class StateCommand implements Runnable {
    private static final String PATH =
            "Directory of the savepoint or checkpoint (chk-...), or its _metadata, or the URI of one.";

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    StateCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which: stats, lookup or verify");
    }

    @Command(
            name = "stats",
            description = "How much there is of what, space by space, and how large it is.",
            mixinStandardHelpOptions = true)
    void stats(@Parameters(paramLabel = "PATH", description = PATH) String path) {
        ProgressLine progress = progress();
        StatsReader reader = new StatsReader(progress);
        SavepointFile.Head head = SavepointFile.read(path, reader, progress);
        out().print(StatsText.of(head, reader.spaces()));
        out().flush();
    }

    @Command(
            name = "lookup",
            description = {
                "Whom an external ID leads to in a savepoint: the profile, its other external IDs with what brought them,"
                        + " the merges behind it, its groups and accounts, and what marks there are.",
                "Exit code 1 if nothing is known of it."
            },
            mixinStandardHelpOptions = true)
    int lookup(
            @Parameters(paramLabel = "PATH", description = PATH) String path,
            @Parameters(
                            paramLabel = "TYPE:VALUE",
                            description = "The external ID as it is stored, that is normalised, or in other case; of a"
                                    + " hashed type also its raw value. Of one collection: accounts/group_id:acme.")
                    String id,
            @Option(
                            names = "--space",
                            paramLabel = "S",
                            description = "Look into this space; may be repeated. Default: all.")
                    @Nullable
                    List<String> only,
            @Option(names = "--reveal", description = "Show the values of all its external IDs.") boolean reveal) {
        ProgressLine progress = progress();
        LookupReader reader = question(id, only == null ? Set.of() : new LinkedHashSet<>(only), progress);
        SavepointFile.read(path, reader, progress);
        requireKnown(only, reader.spaces());
        for (Found found : reader.found()) {
            out().print(LookupText.of(found, reveal));
        }
        if (reader.found().isEmpty()) {
            out().println("nothing is known of it in " + String.join(", ", only != null ? only : reader.spaces()));
        }
        out().flush();
        return reader.found().isEmpty() ? 1 : 0;
    }

    private LookupReader question(String id, Set<String> only, ProgressLine progress) {
        int slash = id.indexOf('/');
        int colon = id.indexOf(':');
        boolean named = slash > 0 && slash < colon;
        String rest = named ? id.substring(slash + 1) : id;
        int end = rest.indexOf(':');
        if (end <= 0 || end == rest.length() - 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "an external ID is TYPE:VALUE, or COLLECTION/TYPE:VALUE; this one has no type or no value");
        }
        Collection collection = named ? collection(id.substring(0, slash)) : null;
        return new LookupReader(only, collection, rest.substring(0, end), rest.substring(end + 1), progress);
    }

    private static Collection collection(String name) {
        Collection collection = Collection.fromWireName(name);
        return collection != null ? collection : Collection.level(name);
    }

    private static void requireKnown(@Nullable List<String> only, List<String> spaces) {
        for (String space : only == null ? List.<String>of() : only) {
            if (!spaces.contains(space)) {
                throw new CommandFailure("--space " + space + " is unknown: there are " + String.join(", ", spaces));
            }
        }
    }

    @Command(
            name = "verify",
            description = {
                "Whether the graphs in a savepoint are sound: every external ID leads to a profile that lists it and back,"
                        + " every profile is held together by its links, every merged one leads to one that knows it, and so"
                        + " on, whatever the rules are.",
                "Exit code 1 if anything does not hold; then it tells what, by space, kind and fingerprint."
            },
            mixinStandardHelpOptions = true)
    int verify(@Parameters(paramLabel = "PATH", description = PATH) String path) {
        ProgressLine progress = progress();
        GraphVerifier verifier = new GraphVerifier(progress);
        SavepointFile.read(path, verifier, progress);
        print(verifier.violations());
        verifier.checked()
                .forEach(one -> out().printf(
                                "%s: %,d profiles and %,d external IDs looked at%n",
                                one.space(), one.profiles(), one.externalIds()));
        out().println(verifier.violations().isEmpty() ? "sound" : "not sound");
        out().flush();
        return verifier.violations().isEmpty() ? 0 : 1;
    }

    private void print(Violations violations) {
        violations
                .told()
                .forEach(one -> out().printf(
                                "%s  %s  %s%n", one.space(), one.invariant().code(), one.where()));
        violations
                .counts()
                .forEach(count -> out().printf(
                                "%s: does not hold %,d times: %s: %s%n",
                                count.space(),
                                count.violations(),
                                count.invariant().code(),
                                count.invariant().claim()));
    }

    private ProgressLine progress() {
        return ProgressLine.on(spec.commandLine().getErr());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
