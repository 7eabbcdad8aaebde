package io.quittance.ledger.admission;

/**
 * What must hold between the proofs of one command, and between them and the ledger: each proof may
 * be right on its own and the command wrong all the same. (Token-2022's rules, specification
 * section 8.1 and 8.2 of the proof formats.)
 */
public enum CompositionRule {
  /** Rule a: the two proofs are about one key. */
  ONE_PAYER(
      "pubkey-mismatch-equality-vs-validity",
      "The equality proof is about another key than the validity proof."),
  /** Rule b, first slot. */
  NEW_BALANCE_COMMITMENT(
      "commitment-mismatch-new-balance",
      "The range proof is about another new balance than the equality proof."),
  /** Rule b, second slot. */
  LO_COMMITMENT(
      "commitment-mismatch-lo",
      "The range proof is about other lower 16 bits of the amount than the validity proof."),
  /** Rule b, third slot. */
  HI_COMMITMENT(
      "commitment-mismatch-hi",
      "The range proof is about other upper 32 bits of the amount than the validity proof."),
  /** Rule c. */
  BIT_LENGTHS("bit-length-mismatch", "The range proof bounds the amounts by other bit lengths."),
  /** Rule d. */
  AUDITOR_KEY(
      "auditor-pubkey-mismatch", "The amount is not encrypted for the auditor of the asset."),
  /** Rule e: only where a message repeats the auditor's ciphertexts, as Token-2022's does. */
  AUDITOR_CIPHERTEXTS(
      "auditor-ciphertext-mismatch",
      "The auditor's ciphertexts differ from those in the validity proof."),
  /** Rule f, the key. */
  PAYER_KEY("source-pubkey-mismatch", "The proofs are about another key than the payer's."),
  /** Rule g. */
  PAYEE_KEY("destination-pubkey-mismatch", "The amount is not encrypted for the payee."),
  /** Rule f, the balance. */
  BALANCE(
      "balance-mismatch", "The equality proof is about another balance than the one that results.");

  private final String label;
  private final String explanation;

  CompositionRule(String label, String explanation) {
    this.label = label;
    this.explanation = explanation;
  }

  /** Returns the rule's name in the test vectors. */
  public String label() {
    return label;
  }

  /** Returns what is wrong where the rule is broken, one sentence. */
  public String explanation() {
    return explanation;
  }
}
