/** How far a long task is, for people. */
package io.quittance.jobs.progress;
