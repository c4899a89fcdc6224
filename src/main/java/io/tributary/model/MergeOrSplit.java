package io.tributary.model;

/** A change of which profiles there are: what the {@code merges} topic tells, in order. */
public sealed interface MergeOrSplit extends OutputRecord permits Merge, Split {
    /** Place among the merges and splits of this sequence, from 0. */
    int ordinal();
}
