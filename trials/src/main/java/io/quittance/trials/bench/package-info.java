/** Benchmarks that anyone can run; each reports ratios measured in one run. */
package io.quittance.trials.bench;
