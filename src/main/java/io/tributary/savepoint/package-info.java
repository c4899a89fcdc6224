/**
 * What lies in a savepoint or retained checkpoint, read without running the job: how much, whose, whether it is sound,
 * and what new rules would mean for it. A savepoint is only ever read.
 */
@NullMarked
package io.tributary.savepoint;

import org.jspecify.annotations.NullMarked;
