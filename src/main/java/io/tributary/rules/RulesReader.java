package io.tributary.rules;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A rules file's text, of which never more is read than a rules file may have, whatever the file is. */
public final class RulesReader {
    private RulesReader() {}

    /** @throws IOException if it cannot be read, is too large or no UTF-8; the message names the file and says so */
    public static String read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(YamlDocument.MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": there is no such file", e);
        } catch (IOException e) {
            throw new IOException(file + ": cannot be read: " + e.getMessage(), e);
        }
        if (bytes.length > YamlDocument.MAX_BYTES) {
            throw new IOException(file + ": has more than " + YamlDocument.MAX_BYTES
                    + " bytes, the most that are read of a rules file");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": is not UTF-8", e);
        }
    }
}
