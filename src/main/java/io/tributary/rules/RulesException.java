package io.tributary.rules;

import java.util.List;
import java.util.stream.Collectors;

/** A rules file that cannot be used. Its message lists every problem, one a line. */
public final class RulesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    RulesException(String fileName, List<Problem> problems) {
        super(problems.stream().map(problem -> problem.render(fileName)).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** At least one, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }
}
