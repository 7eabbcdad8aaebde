/**
 * A cluster on this machine whose broker, JobManager and TaskManagers are processes of their own:
 * where operators try an upgrade, and what the chaos run breaks.
 */
package io.quittance.stack.cluster;
