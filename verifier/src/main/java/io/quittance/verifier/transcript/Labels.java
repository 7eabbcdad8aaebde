package io.quittance.verifier.transcript;

/**
 * Every label of every transcript.
 *
 * <p>The values are those of the Solana ZK ElGamal Proof program (crate {@code solana-zk-sdk} 5.0
 * and later), because proofs made by its provers must verify here: changing a byte of one refuses
 * all of them. Those of live runs are our own.
 */
public final class Labels {
  /** Names the program; the first message of each transcript. */
  public static final Label PROGRAM = new Label("solana-zk-elgamal-proof-program-v1");

  /** Separates domains; its message is one of the other labels. */
  static final Label DOMAIN_SEPARATOR = new Label("dom-sep");

  // Statements: the second message of a transcript.
  public static final Label PUBKEY_VALIDITY = new Label("pubkey-validity-instruction");
  public static final Label ZERO_CIPHERTEXT = new Label("zero-ciphertext-instruction");
  public static final Label CIPHERTEXT_CIPHERTEXT_EQUALITY =
      new Label("ciphertext-ciphertext-equality-instruction");
  public static final Label CIPHERTEXT_COMMITMENT_EQUALITY =
      new Label("ciphertext-commitment-equality-instruction");
  public static final Label PERCENTAGE_WITH_CAP = new Label("percentage-with-cap-instruction");
  public static final Label GROUPED_CIPHERTEXT_2_HANDLES_VALIDITY =
      new Label("grouped-ciphertext-validity-2-handles-instruction");
  public static final Label GROUPED_CIPHERTEXT_3_HANDLES_VALIDITY =
      new Label("grouped-ciphertext-validity-3-handles-instruction");
  public static final Label BATCHED_GROUPED_CIPHERTEXT_2_HANDLES_VALIDITY =
      new Label("batched-grouped-ciphertext-validity-2-handles-instruction");
  public static final Label BATCHED_GROUPED_CIPHERTEXT_3_HANDLES_VALIDITY =
      new Label("batched-grouped-ciphertext-validity-3-handles-instruction");
  public static final Label BATCHED_RANGE_PROOF = new Label("batched-range-proof-instruction");

  // Protocols within a statement.
  public static final Label PUBKEY_PROOF = new Label("pubkey-proof");
  public static final Label ZERO_CIPHERTEXT_PROOF = new Label("zero-ciphertext-proof");
  public static final Label CIPHERTEXT_CIPHERTEXT_EQUALITY_PROOF =
      new Label("ciphertext-ciphertext-equality-proof");
  public static final Label CIPHERTEXT_COMMITMENT_EQUALITY_PROOF =
      new Label("ciphertext-commitment-equality-proof");
  public static final Label PERCENTAGE_WITH_CAP_PROOF = new Label("percentage-with-cap-proof");
  public static final Label BATCHED_VALIDITY_PROOF = new Label("batched-validity-proof");
  public static final Label VALIDITY_PROOF = new Label("validity-proof");
  public static final Label RANGE_PROOF = new Label("range-proof");
  public static final Label INNER_PRODUCT = new Label("inner-product");

  // Public inputs.
  public static final Label PUBKEY = new Label("pubkey");
  public static final Label FIRST_PUBKEY = new Label("first-pubkey");
  public static final Label SECOND_PUBKEY = new Label("second-pubkey");
  public static final Label THIRD_PUBKEY = new Label("third-pubkey");
  public static final Label CIPHERTEXT = new Label("ciphertext");
  public static final Label FIRST_CIPHERTEXT = new Label("first-ciphertext");
  public static final Label SECOND_CIPHERTEXT = new Label("second-ciphertext");
  public static final Label PERCENTAGE_COMMITMENT = new Label("percentage-commitment");
  public static final Label DELTA_COMMITMENT = new Label("delta-commitment");
  public static final Label CLAIMED_COMMITMENT = new Label("claimed-commitment");
  public static final Label MAX_VALUE = new Label("max-value");
  public static final Label COMMITMENT = new Label("commitment");
  public static final Label GROUPED_CIPHERTEXT = new Label("grouped-ciphertext");
  public static final Label GROUPED_CIPHERTEXT_LO = new Label("grouped-ciphertext-lo");
  public static final Label GROUPED_CIPHERTEXT_HI = new Label("grouped-ciphertext-hi");
  public static final Label HANDLES = new Label("handles");
  public static final Label COMMITMENTS = new Label("commitments");
  public static final Label BIT_LENGTHS = new Label("bit-lengths");
  public static final Label N = new Label("n");

  // Messages of the prover.
  public static final Label Y = new Label("Y");
  public static final Label Y_P = new Label("Y_P");
  public static final Label Y_D = new Label("Y_D");
  public static final Label Y_0 = new Label("Y_0");
  public static final Label Y_1 = new Label("Y_1");
  public static final Label Y_2 = new Label("Y_2");
  public static final Label Y_3 = new Label("Y_3");
  public static final Label Y_MAX_PROOF = new Label("Y_max_proof");
  public static final Label Y_DELTA = new Label("Y_delta");
  public static final Label Y_CLAIMED = new Label("Y_claimed");
  public static final Label Z = new Label("z");
  public static final Label A = new Label("A");
  public static final Label S = new Label("S");
  public static final Label T_1 = new Label("T_1");
  public static final Label T_2 = new Label("T_2");
  public static final Label T_X = new Label("t_x");
  public static final Label T_X_BLINDING = new Label("t_x_blinding");
  public static final Label E_BLINDING = new Label("e_blinding");
  public static final Label L = new Label("L");
  public static final Label R = new Label("R");
  public static final Label IPP_A = new Label("ipp_a");
  public static final Label IPP_B = new Label("ipp_b");

  // Challenges of the verifier; the range proof's "z" is the label Z above.
  public static final Label CHALLENGE_C = new Label("c");
  public static final Label CHALLENGE_D = new Label("d");
  public static final Label CHALLENGE_T = new Label("t");
  public static final Label CHALLENGE_U = new Label("u");
  public static final Label CHALLENGE_W = new Label("w");
  public static final Label CHALLENGE_X = new Label("x");
  public static final Label CHALLENGE_Y = new Label("y");

  // Live runs, which are Quittance's own.
  public static final Label INTERACTIVE_COIN = new Label("quittance-interactive-coin-v1");
  public static final Label INTERACTIVE_CHALLENGE = new Label("quittance-interactive-challenge-v1");
  public static final Label COIN = new Label("coin");
  public static final Label COIN_COMMITMENT = new Label("coin-commitment");
  public static final Label SESSION = new Label("session");
  public static final Label ROUND = new Label("round");

  private Labels() {}
}
