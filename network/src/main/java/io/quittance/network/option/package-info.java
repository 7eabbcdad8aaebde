/** Options of command lines that every side has. */
package io.quittance.network.option;
