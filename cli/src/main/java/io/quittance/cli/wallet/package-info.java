/**
 * The commands a person types: {@code wallet ...}, and {@code issue}, {@code freeze} and {@code
 * unfreeze} of those who answer for an asset.
 */
package io.quittance.cli.wallet;
