package io.tributary.job;

import java.io.PrintWriter;
import java.util.List;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The entry point of the job on a cluster.
 *
 * <p>Flink runs it in a process of its own choice, in application mode that of the JobManager, which must not end because
 * a job cannot start. So there a refusal is an exception, with every problem in its message. As a process by itself,
 * without Flink around it, it ends with an exit code.
 */
public final class Main {
    /** The process's exit code when the job was not started, because of what it was told or found. */
    public static final int REFUSED = 2;

    private Main() {}

    /** Runs the job until it ends; a failure of the job is left to Flink, which knows what to make of it. */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        boolean alone = env instanceof LocalStreamEnvironment;
        if (alone) {
            env = StreamExecutionEnvironment.createLocalEnvironment(GlobalConfiguration.loadConfiguration());
        }
        JobOptions options = new JobOptions();
        CommandLine commandLine = new CommandLine(options);
        try {
            if (!prepare(commandLine, options, env, args)) {
                return;
            }
        } catch (StartupException e) {
            if (!alone) {
                throw e;
            }
            PrintWriter err = commandLine.getErr();
            e.problems().forEach(err::println);
            err.flush();
            System.exit(REFUSED);
            return;
        }
        env.execute(JobPlan.JOB_NAME);
    }

    /**
     * Checks everything and adds the job to the environment.
     *
     * @return whether it is to be started
     */
    private static boolean prepare(
            CommandLine commandLine, JobOptions options, StreamExecutionEnvironment env, String[] args)
            throws StartupException {
        try {
            commandLine.parseArgs(args);
        } catch (ParameterException e) {
            throw new StartupException(List.of(e.getMessage(), commandLine.getUsageMessage()));
        }
        JobPlan plan = JobPlan.of(options);
        plan.addTo(env);
        List<String> found = plan.check(env);
        if (options.isValidation()) {
            PrintWriter out = commandLine.getOut();
            out.println("valid: " + String.join(System.lineSeparator(), found));
            out.flush();
        }
        return !options.isValidation();
    }
}
