package io.tributary.codec;

import io.tributary.rules.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The places in an event that somebody asks for, as one tree of keys.
 *
 * <pre>
 *   slot 0           (the event)
 *   slot 1           ├─ userId
 *   slot 2           └─ context
 *   slot 3              ├─ ip
 *   slot 4              └─ device
 *   slot 5                 └─ id
 * </pre>
 *
 * Every place has a numbered slot, and those below it have the numbers that follow, so that whatever an earlier value
 * of a repeated key has left behind is one range.
 */
final class PathTrie {
    /** A place in an event. */
    static final class Node {
        private final Map<String, Node> children = new LinkedHashMap<>();
        private boolean wanted;
        private boolean located;
        private int slot;
        private int end;

        /** The place below this one that a key leads to, null if nobody asks for it. */
        @Nullable
        Node child(String key) {
            return children.get(key);
        }

        boolean hasChildren() {
            return !children.isEmpty();
        }

        /** Whether the scalar that stands here is asked for. */
        boolean isWanted() {
            return wanted;
        }

        /** Whether it is asked where the object or array that stands here begins and ends. */
        boolean isLocated() {
            return located;
        }

        int slot() {
            return slot;
        }

        /** The slot after the last one that is here or below. */
        int end() {
            return end;
        }
    }

    private final Node root = new Node();
    private final Map<Path, Integer> slots = new HashMap<>();

    /**
     * @param wanted paths whose scalar is asked for
     * @param located paths whose object or array is asked for as a slice of bytes
     */
    PathTrie(Collection<Path> wanted, Collection<Path> located) {
        for (Path path : wanted) {
            node(path).wanted = true;
        }
        for (Path path : located) {
            node(path).located = true;
        }
        number(root, 0);
        for (Path path : wanted) {
            slots.put(path, node(path).slot);
        }
        for (Path path : located) {
            slots.put(path, node(path).slot);
        }
    }

    private Node node(Path path) {
        Node node = root;
        for (String key : path.keys()) {
            node = node.children.computeIfAbsent(key, k -> new Node());
        }
        return node;
    }

    private static int number(Node node, int slot) {
        node.slot = slot;
        int next = slot + 1;
        for (Node child : node.children.values()) {
            next = number(child, next);
        }
        node.end = next;
        return next;
    }

    /** The event itself. */
    Node root() {
        return root;
    }

    /** The slot of a path that was asked for. */
    int slot(Path path) {
        Integer slot = slots.get(path);
        if (slot == null) {
            throw new IllegalArgumentException("not one of the paths asked for: " + path.keys());
        }
        return slot;
    }
}
