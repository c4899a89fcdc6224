/**
 * Bytes to observations and records to bytes. Nothing here throws on bad input: what cannot be used becomes a {@link
 * io.tributary.model.Rejected}.
 */
@NullMarked
package io.tributary.codec;

import org.jspecify.annotations.NullMarked;
