package io.tributary.bench;

import java.util.Locale;

/** What resolves the events. */
enum Peer {
    /** The job as it is shipped, and its broker. */
    TRIBUTARY("Tributary"),
    POSTGRES_BATCH("PostgreSQL, 500 events a transaction"),
    POSTGRES_SINGLE("PostgreSQL, one event a transaction"),
    /** Components only, all of them anew. */
    DUCKDB("DuckDB, all events at once");

    private final String words;

    Peer(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** In short. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
