/**
 * A payee at a counter challenges a payer to show that he holds an account's key, and, if she
 * likes, that its available balance is at least some amount, which stays hidden.
 *
 * <pre>
 *   payee                                                       payer
 *     request: who asks, account, balance, committed coins  --&gt;   reads it, agrees
 *                                             announcement  &lt;--
 *     challenge: the first coin                             --&gt;
 *                                                   answer  &lt;--   once, for this session only
 * </pre>
 *
 * <p>Four short messages over any channel. The request is the description of the session, which
 * enters the challenge ({@link io.quittance.verifier.interactive}): an answer fits one request, so
 * what the payer agreed to is what is proved. Its hash is the session code that both sides show.
 *
 * <h2>What is proved</h2>
 *
 * <ul>
 *   <li>Without an amount: knowledge of the ElGamal secret of the account ({@link
 *       io.quittance.verifier.sigma.PubkeyValidity}), without which nobody can debit it.
 *   <li>With an amount N: knowledge of that secret and that the ciphertext {@code available - N*G}
 *       holds what a fresh commitment holds ({@link
 *       io.quittance.verifier.sigma.CiphertextCommitmentEquality}, live), and that this is a number
 *       of 64 bits ({@link io.quittance.verifier.range.BatchedRangeProof}). The range proof speaks
 *       for itself and needs no session: it is about a commitment that anybody could have made and
 *       that only the live part ties to the account. It could run live too, but takes eleven
 *       challenges.
 * </ul>
 *
 * The payee reads key and balance herself, from the address and from the topic {@code
 * quittance.balances}, which is as good as the network's operator, whom {@code ./quittance audit}
 * checks; nothing of the kind is taken from the payer. The payer in turn proves only about the
 * balance that the network publishes for his account, and only if he noted this very one himself
 * ({@link io.quittance.wallet.account.BalanceNotes}): to prove about a ciphertext that somebody
 * hands over, payee or operator, would be to help decrypt it. Nothing is searched for while the
 * payee waits, so that the time tells nothing.
 *
 * <h2>What is not proved</h2>
 *
 * <ul>
 *   <li><b>The owner's Ed25519 key.</b> A signature of the session would prove it and be evidence
 *       for everybody, which is what a live proof avoids. Schnorr's identification with that key
 *       would be deniable, and dangerous: a verifier's challenge made as Ed25519 makes its own
 *       turns the answer into a signature, of a payment perhaps. So whoever was given the ElGamal
 *       secret in order to read an account can pass this check; he cannot pay.
 *   <li><b>The future.</b> The balance is the one that was final at the sequence number and credits
 *       that the request names. It may be spent at any time after, and a payment that is accepted
 *       but not yet final is not in it.
 *   <li><b>Presence.</b> A middleman may relay all messages; see the package {@code interactive}.
 * </ul>
 *
 * <b>Refusing tells something.</b> A payer whose balance is too low sends a refusal without a
 * reason, as does one who does not like to answer. Who answers to many amounts narrows his balance
 * down.
 */
package io.quittance.wallet.ownership;
