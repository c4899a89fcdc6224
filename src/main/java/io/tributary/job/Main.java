package io.tributary.job;

import java.io.PrintWriter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The entry point of the job on a cluster. */
public final class Main {
    /** The process's exit code when the job was not started, because of what it was told or found. */
    public static final int REFUSED = 2;

    private Main() {}

    /** Runs the job until it ends; a failure of the job is left to Flink, which knows what to make of it. */
    public static void main(String[] args) throws Exception {
        JobOptions options = new JobOptions();
        CommandLine commandLine = new CommandLine(options);
        PrintWriter err = commandLine.getErr();
        JobPlan plan;
        try {
            commandLine.parseArgs(args);
            plan = JobPlan.of(options);
        } catch (ParameterException e) {
            err.println(e.getMessage());
            commandLine.usage(err);
            System.exit(REFUSED);
            return;
        } catch (StartupException e) {
            e.problems().forEach(err::println);
            err.flush();
            System.exit(REFUSED);
            return;
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        plan.addTo(env);
        env.execute(JobPlan.JOB_NAME);
    }
}
