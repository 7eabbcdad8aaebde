/** The settlement job as Flink's application mode starts it, on Kubernetes for example. */
package io.quittance.jobs.application;
