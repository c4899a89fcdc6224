package io.tributary.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Events that were made before, each with its length and time in front, so that they only have to be read and sent. */
final class EventFile {
    private static final int BUFFER_BYTES = 1 << 20;

    private EventFile() {}

    static Writer create(Path file) throws IOException {
        return new Writer(new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)));
    }

    static Reader open(Path file) throws IOException {
        return new Reader(file);
    }

    record Writer(DataOutputStream out) implements AutoCloseable {
        /** @param arrival when it arrives, epoch milliseconds */
        void add(byte[] event, long arrival) throws IOException {
            out.writeInt(event.length);
            out.writeLong(arrival);
            out.write(event);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** Begins again when it has come to the end. */
    static final class Reader implements AutoCloseable {
        private final Path file;
        private final long length;
        private DataInputStream in;
        private long read;
        private long arrival;

        private Reader(Path file) throws IOException {
            this.file = file;
            this.length = Files.size(file);
            this.in = stream(file);
        }

        private static DataInputStream stream(Path file) throws IOException {
            return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
        }

        /** The next event, in an array of its own. */
        byte[] next() throws IOException {
            if (read == length) {
                in.close();
                in = stream(file);
                read = 0;
            }
            byte[] event = new byte[in.readInt()];
            arrival = in.readLong();
            in.readFully(event);
            read += Integer.BYTES + Long.BYTES + event.length;
            return event;
        }

        /** When the event that was read last arrives, epoch milliseconds. */
        long arrival() {
            return arrival;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
