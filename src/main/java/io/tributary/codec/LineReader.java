package io.tributary.codec;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a stream line by line as bytes. However long a line is, no more than a bound of it is ever held. */
public final class LineReader implements Closeable {
    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[1 << 16];
    private int next;
    private int end;
    private byte[] line = new byte[1024];
    private int length;
    private long position;

    /** @param maxBytes what is kept of a line; the rest of it is read over */
    public LineReader(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /**
     * The next line without its newline, null at the end. The last line may lack its newline; a newline at the very
     * end begins no line.
     */
    public byte @Nullable [] next() throws IOException {
        length = 0;
        boolean any = false;
        while (next < end || fill()) {
            any = true;
            int newline = find(next, end);
            keep(next, newline);
            position += newline - next;
            next = newline;
            if (newline < end) {
                next++;
                position++;
                break;
            }
        }
        return any ? Arrays.copyOf(line, length) : null;
    }

    /** Bytes of the stream up to the end of the last line. */
    public long position() {
        return position;
    }

    /** Reads over the stream's beginning, as a reader does that was at this {@link #position} before. */
    public void skip(long bytes) throws IOException {
        in.skipNBytes(bytes);
        position = bytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean fill() throws IOException {
        next = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    private int find(int from, int to) {
        int at = from;
        while (at < to && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    private void keep(int from, int to) {
        int kept = Math.min(to - from, maxBytes - length);
        if (length + kept > line.length) {
            line = Arrays.copyOf(line, Math.min(maxBytes, Math.max(length + kept, 2 * line.length)));
        }
        System.arraycopy(buffer, from, line, length, kept);
        length += kept;
    }
}
