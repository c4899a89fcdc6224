package io.tributary.cli;

import io.tributary.rules.RuleBook;
import io.tributary.rules.RulesException;
import io.tributary.rules.RulesParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(file + ": there is no such file", e);
        } catch (CharacterCodingException e) {
            throw new CommandFailure(file + ": is not UTF-8", e);
        } catch (IOException e) {
            throw new CommandFailure(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
