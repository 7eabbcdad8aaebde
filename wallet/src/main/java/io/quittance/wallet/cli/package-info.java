/** The commands a person types: {@code wallet ...} and {@code issue}. */
package io.quittance.wallet.cli;
