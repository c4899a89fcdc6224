/**
 * Holds what is shipped for a cluster against what can be known without one: the schemas of those who will read it, the
 * settings and options of the job itself, and the metrics of a job that runs.
 *
 * <p>Each check is a function from manifests to problems, so that a mistake that is planted shows that it is caught.
 */
@NullMarked
package io.tributary.deploy;

import org.jspecify.annotations.NullMarked;
