/** How far a long task is, for people. */
package io.quittance.audit.progress;
