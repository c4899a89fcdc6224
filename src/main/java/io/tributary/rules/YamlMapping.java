package io.tributary.rules;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A mapping of the rules file whose keys have been checked. */
record YamlMapping(YamlValue at, Map<String, YamlValue> values) {

    /** The value of a key, null if it is not given. */
    @Nullable
    YamlValue get(String key) {
        return values.get(key);
    }

    /** What is read from a key's value, null if it is not given or has a problem. */
    <T> @Nullable T read(String key, Function<YamlValue, @Nullable T> read) {
        YamlValue value = values.get(key);
        return value == null ? null : read.apply(value);
    }

    /** As {@link #read}, but it must be given. */
    <T> @Nullable T require(String key, Function<YamlValue, @Nullable T> read) {
        if (!values.containsKey(key)) {
            at.problem("needs `" + key + "`");
        }
        return read(key, read);
    }
}
