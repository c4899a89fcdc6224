package io.tributary.codec;

import io.tributary.model.Command;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.model.RejectionCode;
import io.tributary.rules.Path;
import io.tributary.rules.RuleBook;
import io.tributary.rules.Scalar;
import io.tributary.rules.SpaceRules;
import java.util.ArrayList;
import java.util.List;

/**
 * Operator commands: one record in, one {@link Command} or one {@link Rejected} out.
 *
 * <p>What says for which space it is, by which ID it can be answered and when it was given is a command, however little
 * else of it can be used: it takes its place in the space's order and is answered with what is wrong. Everything else is
 * rejected.
 *
 * <p>Never throws on account of a record. Not thread-safe.
 */
public final class CommandDecoder {
    /** Takes what a record decodes to. */
    public interface Output {
        void command(Command command);

        void rejected(Rejected rejected);
    }

    /** Bytes of a command. More is rejected as {@code too_large}. */
    static final int MAX_COMMAND_BYTES = 64 << 10;

    /** Characters of a {@code commandId}. One that is longer is rejected as {@code malformed_command}. */
    static final int MAX_COMMAND_ID_CHARS = 128;

    private static final Path COMMAND_ID = new Path(List.of("commandId"));
    private static final Path SPACE = new Path(List.of("space"));
    private static final Path TIMESTAMP = new Path(List.of("timestamp"));

    private final RuleBook rules;
    private final EventReader record;
    private final CommandBody body;
    private final int commandIdSlot;
    private final int spaceSlot;
    private final int timestampSlot;

    public CommandDecoder(RuleBook rules) {
        this.rules = rules;
        List<Path> wanted = new ArrayList<>(List.of(COMMAND_ID, SPACE, TIMESTAMP));
        wanted.addAll(CommandBody.PATHS);
        PathTrie trie = new PathTrie(wanted, CommandBody.LOCATED);
        this.record = new EventReader(trie);
        this.body = new CommandBody(trie);
        this.commandIdSlot = trie.slot(COMMAND_ID);
        this.spaceSlot = trie.slot(SPACE);
        this.timestampSlot = trie.slot(TIMESTAMP);
    }

    /** Tells {@code out} one command, or one rejection. */
    public void decode(RawRecord raw, Output out) {
        byte[] value = raw.value();
        if (value == null) {
            reject(raw, RejectionCode.MALFORMED_JSON, "no value: a tombstone", out);
            return;
        }
        if (value.length > MAX_COMMAND_BYTES) {
            String detail = value.length + " bytes, at most " + MAX_COMMAND_BYTES + " are taken";
            reject(raw, RejectionCode.TOO_LARGE, detail, out);
            return;
        }
        EventReader.Fault fault = record.read(value);
        if (fault != null) {
            reject(raw, fault.code(), fault.detail(), out);
            return;
        }
        decodeObject(raw, out);
    }

    private void decodeObject(RawRecord raw, Output out) {
        String commandId = CommandBody.name(record.value(commandIdSlot), MAX_COMMAND_ID_CHARS);
        if (commandId == null) {
            String detail = "commandId is not text of 1 to " + MAX_COMMAND_ID_CHARS + " characters";
            reject(raw, RejectionCode.MALFORMED_COMMAND, detail, out);
            return;
        }
        Scalar space = record.value(spaceSlot);
        if (space == null || space.kind() != Scalar.Kind.STRING) {
            reject(raw, RejectionCode.MALFORMED_COMMAND, "space is not text", out);
            return;
        }
        SpaceRules its = rules.space(space.text());
        if (its == null) {
            reject(raw, RejectionCode.UNKNOWN_SPACE, "the rules have no such space", out);
            return;
        }
        long time = time(raw);
        if (time == EventTime.NONE) {
            reject(raw, RejectionCode.NO_TIMESTAMP, "no usable time in the command, and the record has none", out);
            return;
        }
        out.command(body.read(record, its, commandId, time));
    }

    /** The command's own time, with the bound of an event's, else the record's timestamp. */
    private long time(RawRecord raw) {
        long recordTime = EventTime.recordTime(raw);
        long time = EventTime.usable(record.value(timestampSlot));
        return time == EventTime.NONE ? recordTime : EventTime.clamped(time, recordTime);
    }

    private static void reject(RawRecord raw, RejectionCode code, String detail, Output out) {
        out.rejected(new Rejected(raw, code, detail));
    }
}
