package io.tributary.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The presets: ordinary rules files of one space each, shipped with the program. */
final class Presets {
    private static final SpaceDraft SEGMENT = load("segment");
    private static final SpaceDraft SEGMENTSTREAM = load("segmentstream");

    private Presets() {}

    /** @param name one of {@link Names#PRESET} */
    static SpaceDraft get(String name) {
        return switch (name) {
            case "segment" -> SEGMENT;
            case "segmentstream" -> SEGMENTSTREAM;
            case "none" -> SpaceDraft.NONE;
            default -> throw new IllegalArgumentException("no preset " + name);
        };
    }

    private static SpaceDraft load(String name) {
        String file = "presets/" + name + ".yaml";
        return RulesParser.read(file, resource(file)).get(0).asPreset();
    }

    /** The text of a file that is shipped beside this class. */
    static String resource(String file) {
        try (InputStream in = Objects.requireNonNull(Presets.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
