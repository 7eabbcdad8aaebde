/**
 * Proofs that convince one party only: the protocols of the statements run live, announcement, then
 * the verifier's challenge, then the answer, instead of with a hash for the verifier.
 *
 * <p>{@link io.quittance.verifier.interactive.LiveProver} and {@link
 * io.quittance.verifier.interactive.LiveVerifier} are the two ends; what carries their messages is
 * the caller's business. The statements are those of {@code sigma} and {@code range}, in the same
 * code: only the {@link io.quittance.verifier.transcript.ChallengeSource} is another. A range proof
 * runs live too; it takes 11 to 13 challenges, the sigma protocols take one, or two where they
 * batch.
 *
 * <h2>What the verifier may believe</h2>
 *
 * Two answers to one announcement would give the witness (special soundness: Schnorr, "Efficient
 * identification and signatures for smart cards", 1989; Cramer, Damgård, Schoenmakers, "Proofs of
 * partial knowledge", 1994). So whoever can answer a challenge that he could not foresee has the
 * witness, but for a chance of about 2^-252. For the same reason a prover answers once and never
 * again: {@code LiveProver} refuses a second run, its nonces do not outlive the call of {@code
 * prove}, and a run asks for each challenge exactly once.
 *
 * <h2>What the verifier learns</h2>
 *
 * A sigma protocol is zero-knowledge towards an honest verifier only (Damgård, "On sigma
 * protocols", 2010): her challenge must not depend on the announcement. One who takes a hash of the
 * announcement as her challenge walks away with a signature, which she can show around. Two things
 * prevent that here:
 *
 * <ul>
 *   <li><b>She is bound beforehand</b> (the idea of Goldreich and Kahan, "How to construct
 *       constant-round zero-knowledge proof systems for NP", 1996). Her challenges come from {@link
 *       io.quittance.verifier.interactive.Coins}, to which she commits before the first
 *       announcement and which she reveals one by one, each after an announcement; the prover
 *       checks each before answering. Commitment and hiding rest on the hash.
 *   <li><b>A challenge is a hash of the session's description, the round and the coin</b>, never of
 *       the announcement. So she cannot steer it to the value that the hash of a transcript would
 *       have given, which would make the run a proof that a ledger accepts; and an answer fits one
 *       session only.
 * </ul>
 *
 * <b>Deniability.</b> Whoever knows the coins beforehand writes down runs that look like real ones
 * without any secret: choose the answer, compute the announcement. The tests do. So the record of a
 * run proves nothing to a third party, unless that party chose the coins herself and watched: then
 * she was the verifier. It also shows why a verifier must not reveal a coin early.
 *
 * <h2>Relays</h2>
 *
 * A middleman can carry messages between a payer at one counter and a payee at another (Desmedt,
 * Goutier, Bengio, "Special uses and abuses of the Fiat–Shamir passport protocol", 1987: mafia
 * fraud). Since the description enters every challenge, he must show the payer the very description
 * of the other counter; a payer who reads whom he convinces of what will notice. If he does not
 * read, or the description is as true of the middleman, nothing here helps: bounding the distance
 * between the two is beyond these protocols. The description is a text, not an identity: the
 * verifier is not authenticated.
 */
package io.quittance.verifier.interactive;
