package io.tributary.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Standard output for bytes: buffered, and with the errors that {@link System#out} keeps to itself. */
final class StandardOutput extends BufferedOutputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private StandardOutput(OutputStream out) {
        super(out, BUFFER_BYTES);
    }

    static OutputStream open() {
        return new StandardOutput(new FileOutputStream(FileDescriptor.out));
    }

    /** Only flushes: standard output is not this command's to close. */
    @Override
    public void close() throws IOException {
        flush();
    }
}
