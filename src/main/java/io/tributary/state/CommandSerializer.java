package io.tributary.state;

import io.tributary.model.Command;
import io.tributary.model.Fingerprint;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a command between decode and resolve, at once in a frame.
 *
 * <pre>
 *   | version 1, flags: 1 has an external ID, 2 has a profile ID | space: text | commandId: text |
 *   | kind by its word: nullable text | external ID, if it has one | profile: 21 bytes, if it has one |
 *   | reason: nullable text | ± time | problem: nullable text |
 * </pre>
 *
 * ± marks a signed varint, see {@link CollectionFormat} for external IDs.
 */
public final class CommandSerializer extends ImmutableSerializer<Command> {
    private static final CommandSerializer INSTANCE = new CommandSerializer();

    public static final ImmutableTypeInfo<Command> TYPE = new ImmutableTypeInfo<>(Command.class, INSTANCE);

    private static final int VERSION = 1;
    private static final int HAS_EXTERNAL_ID = 1;
    private static final int HAS_PROFILE_ID = 2;
    private static final Command EMPTY = new Command("", "", null, null, null, null, 0, null);

    private CommandSerializer() {}

    @Override
    public Command createInstance() {
        return EMPTY;
    }

    @Override
    public void serialize(Command command, DataOutputView target) throws IOException {
        ByteWriter out = new ByteWriter(256);
        out.head(
                VERSION,
                (command.externalId() != null ? HAS_EXTERNAL_ID : 0)
                        | (command.profileId() != null ? HAS_PROFILE_ID : 0));
        out.text(command.space());
        out.text(command.commandId());
        out.nullableText(command.kind() == null ? null : command.kind().wireName());
        if (command.externalId() != null) {
            CollectionFormat.writeId(command.externalId(), out);
        }
        if (command.profileId() != null) {
            ProfileIdFormat.write(command.profileId(), out);
        }
        out.nullableText(command.reason());
        out.signed(command.time());
        out.nullableText(command.problem());
        writeFrame(out, target);
    }

    @Override
    public Command deserialize(DataInputView source) throws IOException {
        ByteReader in = new ByteReader(readFrame(source), "a command");
        int flags = in.head(VERSION, HAS_EXTERNAL_ID | HAS_PROFILE_ID);
        Command command = new Command(
                in.text(),
                in.text(),
                readKind(in),
                (flags & HAS_EXTERNAL_ID) == 0 ? null : CollectionFormat.readId(in),
                (flags & HAS_PROFILE_ID) == 0 ? null : ProfileIdFormat.read(in),
                in.nullableText(),
                in.signed(),
                in.nullableText());
        in.end();
        return command;
    }

    private static Command.@Nullable Kind readKind(ByteReader in) {
        String word = in.nullableText();
        if (word == null) {
            return null;
        }
        Command.Kind kind = Command.Kind.fromWireName(word);
        if (kind == null) {
            throw new IllegalStateException(
                    "a command is of a kind that this release does not know (SHA-256 of its name: "
                            + Fingerprint.of(word) + "...): start the release that wrote it or a newer one");
        }
        return kind;
    }

    @Override
    public TypeSerializerSnapshot<Command> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Named in savepoints. */
    public static final class Snapshot extends FormatSnapshot<Command> {
        public Snapshot() {
            super(INSTANCE, VERSION);
        }
    }
}
