package io.tributary.simulate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Records as lines of text, which can be read more than once.
 *
 * @param name what they are called where they are cited
 */
public record Lines(String name, Opening opening) {
    /** Opens the text at its beginning. */
    public interface Opening {
        InputStream open() throws IOException;
    }

    public static Lines of(Path file) {
        return new Lines(String.valueOf(file.getFileName()), () -> Files.newInputStream(file));
    }
}
