/**
 * Flink's table format for records in Avro's single-object encoding, as they stand on the topics.
 */
package io.quittance.analytics.format;
