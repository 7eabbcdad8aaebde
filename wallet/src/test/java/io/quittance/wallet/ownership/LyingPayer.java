package io.quittance.wallet.ownership;

import io.quittance.network.QuittanceException;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.interactive.LiveProver;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import io.quittance.verifier.sigma.PubkeyValidity;
import io.quittance.wallet.keys.WalletKeys;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** A payer who keeps to the protocol and proves something else than he is asked. */
final class LyingPayer {
  private final OwnershipRequest request;
  private final Channel channel;
  private final SecureRandom random;

  LyingPayer(OwnershipRequest request, Channel channel, SecureRandom random) {
    this.request = request;
    this.channel = channel;
    this.random = random;
  }

  /** Proves to hold that key. */
  void proveKey(WalletKeys keys) throws QuittanceException {
    byte[] proof = PubkeyValidity.prove(keys.elGamal(), session(), random).toBytes();
    channel.send(new Message(Message.Kind.ANSWER, proof));
  }

  /**
   * Proves about the balance less what was asked for and less {@code further}.
   *
   * @param rest what he claims that it holds
   * @param bits in how many bits he proves it to be, and in how many a second number
   */
  void proveBalance(WalletKeys keys, long further, long rest, int bits, int otherBits)
      throws QuittanceException {
    PedersenOpening opening = PedersenOpening.random(random);
    boolean whole = bits == Long.SIZE;
    BatchedRangeProof range =
        BatchedRangeProof.prove(
            BatchedRangeProof.Size.U64,
            whole ? new long[] {rest} : new long[] {rest, 0},
            whole ? new int[] {bits} : new int[] {bits, otherBits},
            whole
                ? new PedersenOpening[] {opening}
                : new PedersenOpening[] {opening, PedersenOpening.random(random)},
            random);
    answer(equality(keys, further, rest, opening), range);
  }

  /** Proves the range of another number than the balance is said to hold. */
  void withOtherRange(WalletKeys keys, long rest, long ranged) throws QuittanceException {
    BatchedRangeProof range =
        BatchedRangeProof.prove(
            BatchedRangeProof.Size.U64,
            new long[] {ranged},
            new int[] {Long.SIZE},
            new PedersenOpening[] {PedersenOpening.random(random)},
            random);
    answer(equality(keys, 0, rest, PedersenOpening.random(random)), range);
  }

  private CiphertextCommitmentEquality equality(
      WalletKeys keys, long further, long rest, PedersenOpening opening) {
    ElGamalCiphertext asked = request.balance().orElseThrow().rest();
    ElGamalCiphertext ciphertext =
        further < 0 ? asked.addAmount(-further) : asked.subtractAmount(further);
    return CiphertextCommitmentEquality.prove(
        keys.elGamal(), ciphertext, opening, rest, session(), random);
  }

  private void answer(CiphertextCommitmentEquality equality, BatchedRangeProof range)
      throws QuittanceException {
    byte[] answer =
        ByteBuffer.allocate(equality.bytes() + range.bytes())
            .put(equality.toBytes())
            .put(range.toBytes())
            .array();
    channel.send(new Message(Message.Kind.ANSWER, answer));
  }

  private LiveProver session() {
    return LiveProver.of(
        request.toBytes(),
        request.coins(),
        announcement -> {
          try {
            channel.send(new Message(Message.Kind.ANNOUNCEMENT, announcement));
            return channel.receive(Message.Kind.CHALLENGE);
          } catch (QuittanceException e) {
            throw new AssertionError(e);
          }
        });
  }
}
