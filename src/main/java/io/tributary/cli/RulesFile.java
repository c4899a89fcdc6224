package io.tributary.cli;

import io.tributary.rules.RuleBook;
import io.tributary.rules.RulesException;
import io.tributary.rules.RulesParser;
import io.tributary.rules.RulesReader;
import java.io.IOException;
import java.nio.file.Path;

/** Reads the rules file that a command was given. */
final class RulesFile {
    private RulesFile() {}

    /** @throws CommandFailure with every problem of the file, a line each */
    static RuleBook load(Path file) {
        try {
            return RulesParser.parse(file.toString(), read(file));
        } catch (RulesException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private static String read(Path file) {
        try {
            return RulesReader.read(file);
        } catch (IOException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }
}
