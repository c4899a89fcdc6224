/**
 * A second implementation of resolution, slow and obviously right, and the random histories that hold the engine to it.
 *
 * <p>{@link io.tributary.reference.ReferenceModel} says what each event and command must lead to, in the spec's words: it
 * changes a plain graph and tells what differs between the whole graph before and after. {@link
 * io.tributary.reference.Agreement} runs it and the engine over the same {@link io.tributary.reference.Histories} and,
 * where they differ, tells the shortest history that shows it. In every second history rules change midway; {@link
 * io.tributary.reference.ReferenceStage} plays raw records the same way. Whoever writes another {@link
 * io.tributary.engine.GraphStore} runs the same histories over it: one call, with a {@link
 * io.tributary.reference.GraphStoreFactory}.
 */
@NullMarked
package io.tributary.reference;

import org.jspecify.annotations.NullMarked;
