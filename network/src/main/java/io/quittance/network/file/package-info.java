/** What a wallet must know of a network: where it is, its assets, and who operates it. */
package io.quittance.network.file;
