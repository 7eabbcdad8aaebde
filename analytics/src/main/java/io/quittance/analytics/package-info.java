/** What analysts see: the topics as Flink SQL tables, and queries over them. */
package io.quittance.analytics;
