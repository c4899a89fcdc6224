package io.tributary.cli;

import io.tributary.rules.RulesException;
import io.tributary.rules.RulesParser;
import io.tributary.simulate.Scenario;
import io.tributary.simulate.ScenarioException;
import io.tributary.simulate.Simulation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Worked examples: rules, events, and what must come of them. */
@Command(
        name = "scenarios",
        description = "Runs worked examples through the engine, and says precisely what differs from what they expect.",
        mixinStandardHelpOptions = true)
final class ScenariosCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files, and directories of which every .yaml file is run.")
    private List<Path> paths;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    ScenariosCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        int failed = 0;
        List<Path> files = files();
        for (Path file : files) {
            List<String> differences = run(file);
            failed += differences.isEmpty() ? 0 : 1;
            out.printf("%-6s %s%n", differences.isEmpty() ? "ok" : "FAILED", file);
            differences.forEach(difference -> out.println("         " + difference));
        }
        out.printf("%d passed, %d failed%n", files.size() - failed, failed);
        return failed == 0 ? 0 : 1;
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                files.add(path);
                continue;
            }
            try (Stream<Path> inside = Files.list(path)) {
                inside.filter(file -> file.toString().endsWith(".yaml"))
                        .sorted()
                        .forEach(files::add);
            } catch (IOException e) {
                throw new CommandFailure(path + ": cannot be listed: " + e.getMessage(), e);
            }
        }
        return files;
    }

    private static List<String> run(Path file) {
        try {
            Scenario scenario = Scenario.read(file);
            Simulation simulation = new Simulation(RulesParser.parse(file.toString(), scenario.rulesYaml()));
            return scenario.differences(scenario.play(simulation));
        } catch (NoSuchFileException e) {
            return List.of("there is no such file");
        } catch (RulesException e) {
            return String.valueOf(e.getMessage()).lines().toList();
        } catch (IOException | ScenarioException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }
}
