/** The operator's configuration: one file, overridden by the environment, checked at the start. */
package io.quittance.jobs.configuration;
