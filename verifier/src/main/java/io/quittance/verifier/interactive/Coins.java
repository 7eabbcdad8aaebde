package io.quittance.verifier.interactive;

import io.quittance.verifier.transcript.Labels;
import io.quittance.verifier.transcript.MerlinTranscript;
import java.security.SecureRandom;

/**
 * The verifier's random coins, fixed before the prover speaks and revealed one after the other.
 *
 * <p>A hash chain (Lamport, "Password authentication with insecure communication", 1981): the last
 * coin is random and each is the hash of the next; the hash of the first is the commitment to all
 * of them. Whoever knows some of them cannot tell the next, and whoever made them cannot replace
 * one. All have 32 bytes.
 *
 * <p>Mutable, and not safe for use by several threads.
 */
public final class Coins {
  /** The length of a coin and of the commitment. */
  public static final int BYTES = 32;

  /** The most challenges of one run: a range proof of 256 bits asks for 13. */
  public static final int MAX_ROUNDS = 16;

  /** The commitment, then the coins in their order. */
  private final byte[][] chain;

  private int revealed;

  private Coins(byte[][] chain) {
    this.chain = chain;
  }

  /** Tosses the coins of one run. */
  public static Coins toss(SecureRandom random) {
    byte[][] chain = new byte[MAX_ROUNDS + 1][];
    chain[MAX_ROUNDS] = new byte[BYTES];
    random.nextBytes(chain[MAX_ROUNDS]);
    for (int round = MAX_ROUNDS; round > 0; round--) {
      chain[round - 1] = commit(chain[round]);
    }
    return new Coins(chain);
  }

  /** What the prover must have before the first announcement; it tells nothing about the coins. */
  public byte[] commitment() {
    return chain[0].clone();
  }

  /**
   * Reveals the next coin, for good.
   *
   * @throws IllegalStateException after {@link #MAX_ROUNDS}
   */
  byte[] reveal() {
    if (revealed == MAX_ROUNDS) {
      throw new IllegalStateException("a run has at most " + MAX_ROUNDS + " challenges");
    }
    revealed++;
    return chain[revealed].clone();
  }

  /** The commitment to a coin: the coin before it in the chain. */
  static byte[] commit(byte[] coin) {
    MerlinTranscript transcript = MerlinTranscript.ofProtocol(Labels.INTERACTIVE_COIN);
    transcript.append(Labels.COIN, coin);
    return transcript.bytes(Labels.COIN_COMMITMENT, BYTES);
  }
}
