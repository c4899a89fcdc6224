/**
 * The vocabulary of identity resolution: immutable values, JDK only.
 *
 * <p>Every word here means what it means in Segment Unify, Adobe's identity graph and SegmentStream. A value that ends
 * up in a Kafka record, in state or in a metric's name carries its own persistent spelling ({@code wireName},
 * {@code code}), so that renaming a Java constant changes no byte outside the JVM.
 */
@NullMarked
package io.tributary.model;

import org.jspecify.annotations.NullMarked;
