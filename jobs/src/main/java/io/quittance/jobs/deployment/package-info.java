/** The jobs as Flink's application mode starts them, on Kubernetes for example. */
package io.quittance.jobs.deployment;
