/** Logs as they are read for good: from a cluster, or from files exported from one. */
package io.quittance.audit.log;
