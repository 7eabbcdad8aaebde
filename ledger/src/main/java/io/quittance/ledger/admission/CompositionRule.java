package io.quittance.ledger.admission;

/**
 * What must hold between the proofs of one command, and between them and the ledger: each proof may
 * be right on its own and the command wrong all the same. (Token-2022's rules, specification
 * section 8.1 to 8.3 of the proof formats.)
 */
public enum CompositionRule {
  /** An account is opened with a proof made for it and no other: ours, not Token-2022's. */
  OPENED_ACCOUNT(
      "account-mismatch-opening",
      "The key's proof is made for another account or another network."),
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
      "balance-mismatch", "The equality proof is about another balance than the one that results."),
  /** With a fee: the range proof's fourth slot. */
  CLAIMED_DELTA(
      "range-commitment-3",
      "The range proof is about another claimed delta than the percentage proof."),
  /** With a fee: the fifth slot bounds the claimed delta from above. */
  CLAIMED_DELTA_COMPLEMENT(
      "range-commitment-4", "The range proof is not about 9999 less the claimed delta."),
  /** With a fee: the sixth slot. */
  FEE_LO_COMMITMENT(
      "range-commitment-5",
      "The range proof is about other lower 16 bits of the fee than its validity proof."),
  /** With a fee: the seventh slot. */
  FEE_HI_COMMITMENT(
      "range-commitment-6",
      "The range proof is about other upper 32 bits of the fee than its validity proof."),
  /** With a fee: the eighth slot keeps the fee from exceeding the amount. */
  NET_AMOUNT("range-commitment-7", "The range proof is not about what is left of the amount."),
  /** With a fee: the percentage proof's fee is the one that is encrypted. */
  FEE_COMMITMENT(
      "fee-commitment-mismatch",
      "The percentage proof is about another fee than the fee's validity proof."),
  /** With a fee: the delta is what the asset's rate makes of amount and fee. */
  DELTA_COMMITMENT(
      "delta-commitment-mismatch", "The percentage proof is about another rate than the asset's."),
  /** With a fee: the cap. */
  MAXIMUM_FEE(
      "maximum-fee-mismatch", "The percentage proof is about another cap than the asset's."),
  /** With a fee: both validity proofs are about one payee. */
  FEE_PAYEE_KEY("destination-pubkey-mismatch-fee", "The fee is not encrypted for the payee."),
  /** With a fee: whoever collects it can read it. */
  AUTHORITY_KEY(
      "authority-pubkey-mismatch", "The fee is not encrypted for the one who collects it.");

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
