package io.tributary.codec;

import io.tributary.model.Command;
import io.tributary.model.ProfileId;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.rules.RuleBook;
import io.tributary.rules.RulesParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a coverage-guided fuzzer calls: any bytes are one command or one rejection. */
public final class CommandDecoderFuzz {
    private static final RuleBook RULES =
            RulesParser.parse("rules.yaml", "spaces: [{id: main, extends: segmentstream}]");
    private static final CommandDecoder DECODER = new CommandDecoder(RULES);
    private static final RecordEncoder ENCODER = new RecordEncoder(RULES.fingerprint());

    private CommandDecoderFuzz() {}

    /** Commands that are nearly right. */
    public static List<byte[]> seeds(Random random, int count) {
        ProfileId profile = ProfileId.at(ProfileId.Kind.USER, 1_772_359_200_000L, 1, 2);
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            seeds.add(CommandFuzz.command(random, profile));
        }
        return seeds;
    }

    public static void fuzzerTestOneInput(byte[] value) {
        List<Object> told = new ArrayList<>();
        DECODER.decode(new RawRecord("commands", 0, 1, 1, null, value), new CommandDecoder.Output() {
            @Override
            public void command(Command command) {
                told.add(command);
                ENCODER.encode(CommandFuzz.answer(command));
            }

            @Override
            public void rejected(Rejected rejected) {
                told.add(rejected);
                ENCODER.encode(rejected);
            }
        });
        if (told.size() != 1) {
            throw new AssertionError("told " + told.size() + " things of one record");
        }
    }
}
