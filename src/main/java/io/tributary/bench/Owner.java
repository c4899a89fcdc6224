package io.tributary.bench;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The process that has started this one, as this one sees it. It gives its orders on standard input, and with it this
 * process ends. What is said on standard output is for it and for nobody's eyes.
 */
final class Owner {
    private final LinkedBlockingQueue<String> orders = new LinkedBlockingQueue<>();
    private final Writer output =
            new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8);

    private Owner() {}

    /** Listens from now on. */
    static Owner listen() {
        Owner owner = new Owner();
        Thread listener = new Thread(owner::hear, "owner");
        listener.setDaemon(true);
        listener.start();
        return owner;
    }

    private void hear() {
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                orders.add(line);
            }
        } catch (IOException e) {
            // the owner is gone: the same as the end of its stream
        }
        Runtime.getRuntime().halt(0);
    }

    /** Its next order, which is waited for. */
    String order() throws InterruptedException {
        return orders.take();
    }

    void say(String line) throws IOException {
        output.write(line + "\n");
        output.flush();
    }
}
