/** Reads topics as they grow, for people. */
package io.quittance.network.watch;
