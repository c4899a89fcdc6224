/** The commands behind {@code ./tributary}: they read options and files, call the other packages, and print. */
@NullMarked
package io.tributary.cli;

import org.jspecify.annotations.NullMarked;
