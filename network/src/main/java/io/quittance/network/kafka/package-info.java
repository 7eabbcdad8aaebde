/** Kafka's logs as every side reads them, and the settings of its clients. */
package io.quittance.network.kafka;
