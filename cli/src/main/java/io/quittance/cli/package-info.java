/** The command line that the launcher runs. */
package io.quittance.cli;
