package io.tributary.cli;

import io.tributary.rules.RulesException;
import io.tributary.rules.RulesParser;
import io.tributary.savepoint.Savepoint;
import io.tributary.savepoint.SavepointException;
import io.tributary.savepoint.SpaceVisitor;
import org.jspecify.annotations.Nullable;

/** Reads the savepoint that a command was given. */
final class SavepointFile {
    private SavepointFile() {}

    /**
     * What is known of it as a whole.
     *
     * @param rules fingerprint of those that it remembers, null if it remembers none
     */
    record Head(
            String path,
            long checkpointId,
            long size,
            @Nullable String rules) {}

    /** @throws CommandFailure if it cannot be read */
    static Head read(String path, SpaceVisitor visitor, ProgressLine progress) {
        try (Savepoint savepoint = Savepoint.open(path)) {
            savepoint.forEachSpace(visitor, progress);
            return new Head(path, savepoint.checkpointId(), savepoint.size(), fingerprint(savepoint));
        } catch (SavepointException e) {
            throw new CommandFailure(e.getMessage(), e);
        } finally {
            progress.clear();
        }
    }

    private static @Nullable String fingerprint(Savepoint savepoint) throws SavepointException {
        String rules = savepoint.rules();
        try {
            return rules == null
                    ? null
                    : RulesParser.parseCanonical("rules", rules).fingerprint();
        } catch (RulesException e) {
            return "of a newer release: " + e.getMessage();
        }
    }
}
