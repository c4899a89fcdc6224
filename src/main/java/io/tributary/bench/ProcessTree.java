package io.tributary.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a server of many processes takes of the CPU, from the system's accounts of all of them. A process that has ended
 * and was waited for is in its parent's: a connection's, a worker's.
 */
final class ProcessTree {
    /** What Linux counts in, for every program: USER_HZ. */
    private static final long NANOS_A_TICK = 10_000_000;

    private static final int PARENT = 1;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME_OF_CHILDREN = 14;

    private final Path proc;

    /** @param proc where the system shows its processes */
    ProcessTree(Path proc) {
        this.proc = proc;
    }

    private record Account(long parent, long ticks) {}

    /** CPU time of a process and of all that it has started, directly or not. */
    long cpuNanos(long root) {
        Map<Long, Account> accounts = accounts();
        Map<Long, List<Long>> children = new HashMap<>();
        accounts.forEach((process, account) -> children.computeIfAbsent(account.parent(), parent -> new ArrayList<>())
                .add(process));
        long ticks = 0;
        Deque<Long> left = new ArrayDeque<>(List.of(root));
        while (!left.isEmpty()) {
            long process = left.remove();
            Account account = accounts.get(process);
            ticks += account == null ? 0 : account.ticks();
            left.addAll(children.getOrDefault(process, List.of()));
        }
        return ticks * NANOS_A_TICK;
    }

    private Map<Long, Account> accounts() {
        Map<Long, Account> accounts = new HashMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                try {
                    String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
                    accounts.put(Long.parseLong(process.getFileName().toString()), account(stat));
                } catch (IOException e) {
                    // it has ended meanwhile: its time is in its parent's account by now, or nobody's of these
                }
            }
        } catch (IOException e) {
            throw new BenchException(proc + ": no process can be looked at: " + e.getMessage(), e);
        }
        return accounts;
    }

    /** Of {@code pid (name) state parent ...}, where a name may hold anything. */
    private static Account account(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int i = USER_TIME; i <= SYSTEM_TIME_OF_CHILDREN; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return new Account(Long.parseLong(fields[PARENT]), ticks);
    }
}
