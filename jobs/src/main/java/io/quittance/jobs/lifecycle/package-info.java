/**
 * The job's life in the log: one line for each event, whoever runs the job. A line says what
 * happened and to which job; it never holds a payload or a secret.
 */
package io.quittance.jobs.lifecycle;
