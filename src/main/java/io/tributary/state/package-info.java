/**
 * Flink's side of the engine's port {@link io.tributary.engine.GraphStore}: identity graphs in keyed state, and the
 * serializers of what crosses the network or lies in state. All bytes that outlive a process are decided here, and each
 * says which version it is written in.
 *
 * <p>{@link io.tributary.state.KeyedGraphStore} is the adapter. The names that persist are in {@link
 * io.tributary.state.StateNames}, the layouts of the bytes in {@link io.tributary.state.PointerFormat}, {@link
 * io.tributary.state.ProfileFormat}, {@link io.tributary.state.TraitsFormat} and {@link
 * io.tributary.state.AnchorsFormat}.
 */
@NullMarked
package io.tributary.state;

import org.jspecify.annotations.NullMarked;
