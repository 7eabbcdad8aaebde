/**
 * Tests against the npm package {@code @solana/zk-sdk}, a prover and verifier of other authors: its
 * verifier judges our proofs, ours its proofs, and money moves between wallets of both kinds.
 *
 * <p>They need Node and npm, and the network or npm's cache the first time. Without these they are
 * skipped, loudly; with {@code -Dquittance.npm=required} that is a failure. {@code
 * -Dquittance.seed=N} repeats a run, but for the randomness inside the package.
 */
package io.quittance.wallet.interop;
