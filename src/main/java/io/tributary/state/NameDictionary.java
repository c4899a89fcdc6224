package io.tributary.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/**
 * Small numbers for the names of types and sources of one space, 1 and up in the order in which they came. Senders
 * choose such names, so there is an end to it: once it is full, further names have no number ({@link #NONE}) and are
 * spelled out where they stand. A name that has a number keeps it and one that was spelled out never gets one, so a key
 * that is made of names never changes.
 */
final class NameDictionary {
    /** The number of a name that is not in the dictionary. */
    static final int NONE = 0;

    static final int MAX_NAMES = 4096;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final ObjIntConsumer<String> added;

    /** @param added told each name that gets a number, to keep it */
    NameDictionary(ObjIntConsumer<String> added) {
        this.added = added;
    }

    /**
     * Takes up what was kept.
     *
     * @throws IllegalStateException if the numbers are not 1, 2, 3, ...
     */
    void restore(Map<String, Integer> kept) {
        String[] byNumber = new String[kept.size()];
        kept.forEach((name, number) -> {
            if (number < 1 || number > byNumber.length || byNumber[number - 1] != null) {
                throw new IllegalStateException("the dictionary in state is damaged: " + byNumber.length
                        + " names, one of them with number " + number + " out of range or twice");
            }
            byNumber[number - 1] = name;
        });
        numbers.putAll(kept);
        names.addAll(List.of(byNumber));
    }

    /** The number of a name, {@link #NONE} if it has none. */
    int number(String name) {
        return numbers.getOrDefault(name, NONE);
    }

    /** The number of a name, which gets one if there is room. */
    int numberOrAdd(String name) {
        int number = number(name);
        if (number != NONE || isFull()) {
            return number;
        }
        names.add(name);
        numbers.put(name, names.size());
        added.accept(name, names.size());
        return names.size();
    }

    /** @throws IllegalStateException if no name has this number */
    String name(int number) {
        if (number < 1 || number > names.size()) {
            throw new IllegalStateException(
                    "state names number " + number + " of a dictionary that has " + names.size() + " names");
        }
        return names.get(number - 1);
    }

    /** All that have a number, by it. */
    List<String> names() {
        return Collections.unmodifiableList(names);
    }

    boolean isFull() {
        return names.size() >= MAX_NAMES;
    }
}
