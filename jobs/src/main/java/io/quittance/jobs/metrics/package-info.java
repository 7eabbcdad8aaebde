/** What our own processes, those that are not Flink's, tell Prometheus. */
package io.quittance.jobs.metrics;
