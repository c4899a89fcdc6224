package io.tributary.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports on 127.0.0.1, all below those that systems give to outgoing connections. A port of those could be taken
 * by somebody's connection while the server that owns it is down, even by the connection of its own client that tries to
 * reach it, and then it could not come back.
 */
public final class LoopbackPorts {
    private static final int FIRST = 15_000;
    private static final int END = 32_000;
    private static final int TRIES = 1000;

    private LoopbackPorts() {}

    /**
     * Different ones, for a server each.
     *
     * @throws IOException if there are not enough
     */
    public static List<Integer> free(int count) throws IOException {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < TRIES && ports.size() < count; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (!ports.contains(port) && isFree(port)) {
                ports.add(port);
            }
        }
        if (ports.size() < count) {
            throw new IOException("no " + count + " free ports from " + FIRST + " to " + END + " on 127.0.0.1");
        }
        return ports;
    }

    /** Whether nothing listens there now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
