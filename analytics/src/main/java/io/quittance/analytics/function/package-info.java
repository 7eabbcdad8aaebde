/** Functions that queries over the topics need and Flink SQL does not have. */
package io.quittance.analytics.function;
