/** Broker, Flink and cluster on one machine, as an operator has configured them. */
package io.quittance.stack;
