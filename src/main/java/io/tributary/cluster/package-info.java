/**
 * A Flink cluster and a Kafka broker on one machine, each process a JVM of its own, from the jars of this project: what
 * operators rehearse with and the tests kill. It knows processes, ports and files; the job is a jar to it.
 */
@NullMarked
package io.tributary.cluster;

import org.jspecify.annotations.NullMarked;
