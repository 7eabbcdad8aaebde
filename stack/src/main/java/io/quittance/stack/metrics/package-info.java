/** How Prometheus is told: by Flink's processes, and by our own that are not Flink's. */
package io.quittance.stack.metrics;
