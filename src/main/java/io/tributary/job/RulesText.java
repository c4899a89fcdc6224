package io.tributary.job;

import io.tributary.rules.RuleBook;
import io.tributary.rules.RulesParser;
import io.tributary.rules.RulesReader;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * A rules file as it travels with the job: as text, which every operator compiles for itself. So no compiled form is
 * ever a format that another version of the job has to read.
 *
 * @param fileName for messages
 */
public record RulesText(String fileName, String yaml) implements Serializable {

    /** @throws IOException if the file cannot be read, is too large or no UTF-8; the message says so */
    public static RulesText read(Path file) throws IOException {
        return new RulesText(file.toString(), RulesReader.read(file));
    }

    /** @throws io.tributary.rules.RulesException if the text is no valid rules file */
    public RuleBook compile() {
        return RulesParser.parse(fileName, yaml);
    }
}
