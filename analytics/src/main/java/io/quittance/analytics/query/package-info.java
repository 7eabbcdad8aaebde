/** Queries over the topics, run in this process. */
package io.quittance.analytics.query;
