/**
 * The whole of Quittance in one process: a Kafka broker, a Flink cluster and the settlement job.
 */
package io.quittance.stack.local;
