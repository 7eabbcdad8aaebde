/** Amounts of money as people write them, exactly, without floating point. */
package io.quittance.network.amount;
