package io.tributary.bench;

import java.util.List;
import java.util.Map;

/** What one suite found: figures, and how they are told. */
interface Finding {
    /** Whatever makes the figures worth nothing, empty if nothing does. */
    List<String> problems();

    /** Its part of the report for people, from its heading on. */
    void writeTo(Page page);

    /** Its pictures, SVG, by the names of their files. */
    Map<String, String> pictures();
}
