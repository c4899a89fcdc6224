package io.tributary.job;

import io.tributary.rules.RuleBook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamGraphHasherV2;

/**
 * The last look before a job is started: at Flink's configuration, and at the savepoint that it is to start from. What it
 * refuses would fail anyway, but later: when the job before has been stopped, or on and on.
 */
final class StartCheck {
    private final StreamExecutionEnvironment env;
    private final ReadableConfig conf;
    private final RuleBook rules;
    private final Allowance allowance;
    private final List<String> problems = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();

    /** @param env with the job added to it */
    StartCheck(StreamExecutionEnvironment env, RuleBook rules, Allowance allowance) {
        this.env = env;
        this.conf = env.getConfiguration();
        this.rules = rules;
        this.allowance = allowance;
    }

    /**
     * Looks at everything.
     *
     * @param transactional whether any output becomes visible with checkpoints only
     * @param strict whether a savepoint that cannot be read from here is a problem in any case
     * @return what was found
     * @throws StartupException with every problem
     */
    List<String> run(boolean transactional, boolean strict) throws StartupException {
        findings.add("rules %s, %d %s"
                .formatted(
                        rules.fingerprint(),
                        rules.spaces().size(),
                        rules.spaces().size() == 1 ? "space" : "spaces"));
        problems.addAll(ConfigurationCheck.problems(conf, env.getParallelism(), rules, transactional));
        String path = conf.get(StateRecoveryOptions.SAVEPOINT_PATH);
        if (path == null) {
            findings.add("no savepoint: it starts anew");
        } else {
            savepoint(path, strict);
        }
        if (!problems.isEmpty()) {
            throw new StartupException(problems);
        }
        return findings;
    }

    private void savepoint(String path, boolean strict) {
        SavepointCheck.Demands demands = new SavepointCheck.Demands(
                operators(env.getStreamGraph(false)),
                conf.get(PipelineOptions.MAX_PARALLELISM),
                rules,
                allowance,
                conf.get(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE));
        try {
            SavepointCheck check = SavepointCheck.of(path, demands);
            check.problems().forEach(problem -> problems.add("savepoint " + path + ": " + problem));
            findings.addAll(check.findings());
        } catch (IOException | RuntimeException e) {
            String problem = "savepoint " + path + " cannot be read: " + e.getMessage();
            if (strict || !mayBeReadElsewhere(e)) {
                problems.add(
                        problem + "; name the directory of a savepoint or of a retained checkpoint, the one with the"
                                + " file _metadata, as this process sees it");
            } else {
                findings.add(problem);
            }
        }
    }

    /**
     * A client may have no plugin for the file system of its cluster. And where there is high availability, a job that
     * comes back runs its main again, goes on from its newest checkpoint, and never looks at the savepoint that it once
     * began with, which may be gone by then.
     */
    private boolean mayBeReadElsewhere(Exception e) {
        return e instanceof UnsupportedFileSystemSchemeException
                || !conf.get(HighAvailabilityOptions.HA_MODE).equalsIgnoreCase("NONE");
    }

    /** The uids of all operators, by the IDs under which a savepoint keeps their state. */
    static Map<OperatorID, String> operators(StreamGraph graph) {
        Map<OperatorID, String> operators = new HashMap<>();
        new StreamGraphHasherV2().traverseStreamGraphAndGenerateHashes(graph).forEach((node, hash) -> {
            String uid = graph.getStreamNode(node).getTransformationUID();
            operators.put(new OperatorID(hash), uid == null ? "?" : uid);
        });
        return operators;
    }
}
