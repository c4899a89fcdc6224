package io.tributary.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system in memory, for checkpoints, that can really be full. */
final class SmallDisk {
    private static final int MEGABYTES = 512;

    private final Path root;

    private SmallDisk(Path root) {
        this.root = root;
    }

    /** That of a bench. */
    static SmallDisk of(Path bench) {
        return new SmallDisk(bench.resolveSibling(bench.getFileName() + "-disk"));
    }

    /** For Flink's configuration, which takes it as it is: a space is no {@code %20}. */
    String uri() {
        return "file://" + root.resolve("checkpoints");
    }

    /** @return why there is none, empty if there is one now */
    String mount() throws IOException {
        unmount();
        Files.createDirectories(root);
        String said = run("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "tributary", root.toString());
        if (said.isEmpty()) {
            Files.createDirectories(root.resolve("checkpoints"));
        }
        return said;
    }

    void unmount() throws IOException {
        if (Files.exists(root)) {
            run("umount", "-l", root.toString());
            Files.deleteIfExists(root);
        }
    }

    /** Takes all that is left of it, and no more than it ever had, lest a larger disk be filled where it is missing. */
    void fill() {
        byte[] megabyte = new byte[1 << 20];
        try (OutputStream filler = Files.newOutputStream(root.resolve("filler"))) {
            for (int written = 0; written < MEGABYTES; written++) {
                filler.write(megabyte);
            }
        } catch (IOException full) {
            // as it should be: whether it is full is asked below
        }
        if (root.toFile().getUsableSpace() > 0) {
            throw new AssertionError(root + " is not full");
        }
    }

    void free() {
        try {
            Files.deleteIfExists(root.resolve("filler"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return what a command said that failed */
    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
            return process.waitFor() == 0 ? "" : said.isBlank() ? command[0] + " fails" : said.strip();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
