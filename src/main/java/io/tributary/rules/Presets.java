package io.tributary.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The presets: ordinary rules files of one space each, shipped with the program. */
final class Presets {
    private static final SpaceDraft SEGMENT = load("segment");

    private Presets() {}

    /** @param name one of {@link Names#PRESET} */
    static SpaceDraft get(String name) {
        return switch (name) {
            case "segment" -> SEGMENT;
            case "none" -> SpaceDraft.NONE;
            default -> throw new IllegalArgumentException("no preset " + name);
        };
    }

    private static SpaceDraft load(String name) {
        String file = "presets/" + name + ".yaml";
        List<SpaceDraft> spaces = RulesParser.read(file, resource(file));
        SpaceDraft space = spaces.get(0);
        return new SpaceDraft(
                space.id(),
                space.sources(),
                space.survivor(),
                space.demotion(),
                space.autoAddTypes(),
                space.maxMerges(),
                space.maxIdentifiers(),
                space.denied(),
                space.blocked(),
                space.identifiers().stream().map(IdentifierDraft::asPreset).collect(Collectors.toList()),
                space.aliasesEmit(),
                space.aliasesId());
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
