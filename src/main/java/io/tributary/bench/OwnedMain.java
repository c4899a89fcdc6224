package io.tributary.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import one.profiler.AsyncProfiler;

/**
 * Runs another main, for as long as its owner lives: standard input is open until then, so a job never outlives a
 * benchmark that was killed. Meanwhile the owner may say {@code profile}, from when on it is watched what takes CPU, and
 * then {@code stacks FILE}, to have it written: one call stack a line, with the samples that fell into it. With {@code
 * graph FILE} the same becomes a page for people.
 */
final class OwnedMain {
    /** Ten thousand samples a core in ten seconds; a tenth of a percent is told apart, and it costs less than that. */
    private static final String START = "start,event=cpu,interval=1ms,threads";

    private OwnedMain() {}

    /** @param args the class whose main it is, then what that is told */
    public static void main(String[] args) throws Exception {
        Owner owner = Owner.listen();
        Thread obedient = new Thread(() -> obey(owner), "orders");
        obedient.setDaemon(true);
        obedient.start();
        Method main = Class.forName(args[0]).getMethod("main", String[].class);
        main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    }

    private static void obey(Owner owner) {
        try {
            while (true) {
                String[] order = owner.order().split(" ", 2);
                switch (order[0]) {
                    case "profile" -> AsyncProfiler.getInstance().execute(START);
                    case "stacks" -> {
                        AsyncProfiler.getInstance().execute("stop");
                        write(Path.of(order[1]), "collapsed");
                    }
                    case "graph" ->
                        write(Path.of(order[1]), "flamegraph,title=Tributary: CPU by call stack,minwidth=0.1");
                    default -> throw new IllegalArgumentException(order[0]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // into the log; the owner waits in vain, and says so
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The file is there when all of it is. */
    private static void write(Path file, String form) throws IOException {
        Path part = Path.of(file + ".part");
        Files.writeString(part, AsyncProfiler.getInstance().execute(form));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
