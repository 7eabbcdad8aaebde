/** The demonstration: real private transfers, some hostile, through the real job, then an audit. */
package io.quittance.trials.demo;
