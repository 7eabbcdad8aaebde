/**
 * Zero-knowledge proofs about encrypted amounts, in the formats of the Solana ZK ElGamal Proof
 * program.
 *
 * <h2>Example</h2>
 *
 * One party proves that an encrypted balance is a number of 64 bits, the other one judges that:
 *
 * <pre>{@code
 * // Proves that a balance, encrypted for its owner, is a number of 64 bits.
 * static List<byte[]> prove(
 *     ElGamalKeypair owner, ElGamalCiphertext balance, long amount, SecureRandom random) {
 *   PedersenOpening opening = PedersenOpening.random(random);
 *   return List.of(
 *       CiphertextCommitmentEquality.prove(owner, balance, opening, amount, random).toBytes(),
 *       BatchedRangeProof.prove(
 *               BatchedRangeProof.Size.U64,
 *               new long[] {amount},
 *               new int[] {64},
 *               new PedersenOpening[] {opening},
 *               random)
 *           .toBytes());
 * }
 *
 * // Judges such proofs about a balance that the verifier knows from elsewhere.
 * static boolean isAccepted(
 *     ElGamalPublicKey owner, ElGamalCiphertext balance, List<byte[]> proofs, SecureRandom random)
 *     throws InvalidProofException {
 *   CiphertextCommitmentEquality equality = CiphertextCommitmentEquality.parse(proofs.get(0));
 *   BatchedRangeProof range = BatchedRangeProof.parse(BatchedRangeProof.Size.U64, proofs.get(1));
 *   // Each proof may hold and the whole be wrong: what they are about must be compared.
 *   return equality.pubkey().equals(owner.compressed())
 *       && Arrays.equals(equality.ciphertextBytes(), balance.toBytes())
 *       && range.commitment(0).equals(equality.commitment())
 *       && Arrays.equals(range.bitLengths(), new int[] {64})
 *       && new BatchVerifier(random).verify(List.of(List.of(equality, range))).get(0).isAccepted();
 * }
 * }</pre>
 *
 * Each statement's class says what it does not prove, and what must come with it.
 *
 * <h2>Secrets</h2>
 *
 * Verifying touches no secret and takes whatever time it takes. Proving, encrypting and decrypting
 * touch these: secret keys, openings, amounts, nonces, which branch of a fee proof is the true one,
 * and the keys of balance notes.
 *
 * <h3>What is constant time, and how far that is shown</h3>
 *
 * In the byte code, no branch and no address depends on a secret in:
 *
 * <ul>
 *   <li>arithmetic on scalars, and multiples and sums of points on the proving side, as {@link
 *       io.quittance.verifier.ristretto} says and why;
 *   <li>commitments, encryption, handles, public keys, decryption to {@code x*G} ({@link
 *       io.quittance.verifier.encryption}); openings and nonces come from 64 random bytes each, and
 *       only a zero, which never comes, is drawn again;
 *   <li>the provers of {@link io.quittance.verifier.sigma}. A fee proof makes both branches and
 *       chooses messages and answers by masks, before and after its one challenge;
 *   <li>the prover of {@link io.quittance.verifier.range} up to the vectors l and r: bits are taken
 *       by shifts and become scalars, and every multiplication by them is masked. The inner-product
 *       argument after it is variable time, on purpose: l and r are blinded, and the protocol
 *       without that argument shows them in full;
 *   <li>appending to a {@link io.quittance.verifier.transcript}: it gets public messages only, and
 *       Keccak has no tables.
 * </ul>
 *
 * A test counts the branches in the byte code of the arithmetic below all of these, and knows each
 * of them. What a virtual machine executes is another program, and a different one in the
 * interpreter and after each compiler: {@code Math.multiplyHigh} is one instruction in the last and
 * branches on signs in the others, so it is asked with factors of known signs only. {@code
 * ./quittance bench timing} measures, in interpreter, first and optimising compiler apart, whether
 * the time of an operation tells one secret from random ones, by Welch's t-test as in Reparaz,
 * Balasch, Verbauwhede, "Dude, is my code constant time?" (2017), beside an operation of variable
 * time that it must find. No difference seen means that none was seen on that machine with so many
 * measurements, and no more.
 *
 * <p>Amounts are never boxed, for {@code Long.valueOf} has a table of small numbers. Nonces exist
 * within one call of a prover; no method takes one.
 *
 * <h3>What is not, and why that may be</h3>
 *
 * <ul>
 *   <li><b>{@link io.quittance.verifier.encryption.DiscreteLog}</b> takes steps in proportion to
 *       the amount it finds and looks them up in a hash map. Its time tells the amount's size to
 *       whoever can measure it, that is, to those who share the owner's machine. Balances are read
 *       from notes instead; the search is for credits, on the owner's own device. Do not run it for
 *       others where they can time it.
 *   <li><b>{@link io.quittance.verifier.encryption.BalanceNote}</b> is AES-GCM-SIV of Bouncy
 *       Castle, whose AES and POLYVAL use tables: their time may depend on key and amount through
 *       the cache. An attacker must share the processor with the owner while notes are made. The
 *       JDK offers no AES-GCM-SIV.
 *   <li><b>Refusals</b> branch on what they refuse: an amount with too many bits, a commitment that
 *       would be the identity, a secret key of zero or not reduced, a public key that does not fit.
 *       Each ends the call with an exception that names the rule and never the value.
 *   <li><b>Which keys are absent</b>, how many amounts there are and their bit lengths are public.
 *   <li>{@code hashCode} of secret types depends on the secret; nothing here puts one in a hash
 *       table.
 * </ul>
 *
 * <h3>What remains on a Java virtual machine</h3>
 *
 * <ul>
 *   <li>A compiler may turn masks into branches, and another version of the library may branch
 *       where this one does not; nothing forbids it. Multiplication is constant time only on
 *       processors where it is.
 *   <li>The collector copies objects and does not erase the old place; scalars are immutable
 *       objects and cannot be erased at all. Random bytes and the buffers of key derivation are
 *       overwritten, which shortens their life and is no guarantee. Copies in the arrays that
 *       {@code toBytes} returns, inside {@code SecureRandom}, Bouncy Castle, files and text are
 *       beyond us. Whoever reads the memory, a core dump or swap has the secrets.
 *   <li>Texts: no secret type shows its value in {@code toString}, and no class that holds one has
 *       a text of its own; a test looks at all classes. No exception quotes a secret. Nothing here
 *       logs.
 *   <li>A debugger, a profiler or an agent in the process sees everything.
 * </ul>
 */
package io.quittance.verifier;
