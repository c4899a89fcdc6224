/** Whoever sends events may mean harm: what they can make large, slow or stop, and that they cannot. */
@NullMarked
package io.tributary.hostile;

import org.jspecify.annotations.NullMarked;
