package io.quittance.wallet.ownership;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.AssetId;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.Verdict;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.interactive.Coins;
import io.quittance.verifier.interactive.LiveVerifier;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import io.quittance.verifier.sigma.PubkeyValidity;
import io.quittance.wallet.account.PaymentAddress;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The payee's side of one check. It serves once. */
public final class OwnershipCheck {
  /** The only bit length that says the rest is not negative: 64. */
  static final int REST_BITS = Long.SIZE;

  private final OwnershipRequest request;
  private final ElGamalPublicKey key;
  private final LiveVerifier verifier;
  private final BatchVerifier proofs;

  private OwnershipCheck(
      OwnershipRequest request, ElGamalPublicKey key, LiveVerifier verifier, BatchVerifier proofs) {
    this.request = request;
    this.key = key;
    this.verifier = verifier;
    this.proofs = proofs;
  }

  /**
   * Prepares a check.
   *
   * @param payer whose key it is about, which with the asset makes the account
   * @param verifier who asks, as shown to the payer
   * @param balance what is asked about the balance, from what the network published
   */
  public static OwnershipCheck of(
      PaymentAddress payer,
      AssetId asset,
      String verifier,
      Optional<OwnershipRequest.BalanceClaim> balance,
      SecureRandom random)
      throws QuittanceException {
    Coins coins = Coins.toss(random);
    OwnershipRequest request =
        OwnershipRequest.of(
            payer.network(), verifier, payer.accountId(asset), coins.commitment(), balance);
    return new OwnershipCheck(
        request,
        payer.elGamalKey(),
        LiveVerifier.of(request.toBytes(), coins, random),
        new BatchVerifier(random));
  }

  public OwnershipRequest request() {
    return request;
  }

  /**
   * Takes the announcement, challenges, takes the answer and judges it. The request must have gone
   * out before.
   *
   * @throws QuittanceException if the other side breaks off or does not keep to the protocol
   */
  public Verdict challenge(Channel channel) throws QuittanceException {
    byte[] announcement = channel.receive(Message.Kind.ANNOUNCEMENT);
    byte[] coin;
    try {
      coin = verifier.coin(announcement);
    } catch (InvalidProofException e) {
      return Verdict.rejected(e.getMessage());
    }
    channel.send(new Message(Message.Kind.CHALLENGE, coin));
    byte[] answer = channel.receive(Message.Kind.ANSWER);
    try {
      return request.balance().isPresent()
          ? judgeBalance(request.balance().get(), answer)
          : judgeKey(answer);
    } catch (InvalidProofException e) {
      return Verdict.rejected(e.getMessage());
    }
  }

  private Verdict judgeKey(byte[] answer) throws InvalidProofException {
    PubkeyValidity proof = PubkeyValidity.parse(answer);
    if (!proof.pubkey().equals(key.compressed())) {
      return Verdict.rejected("the answer is about another key");
    }
    return verifier.judge(proofs, proof, List.of());
  }

  private Verdict judgeBalance(OwnershipRequest.BalanceClaim claim, byte[] answer)
      throws InvalidProofException {
    int length = CiphertextCommitmentEquality.BYTES + BatchedRangeProof.Size.U64.bytes();
    if (answer.length != length) {
      return Verdict.rejected("an answer has " + length + " bytes, not " + answer.length);
    }
    CiphertextCommitmentEquality equality =
        CiphertextCommitmentEquality.parse(
            Arrays.copyOf(answer, CiphertextCommitmentEquality.BYTES));
    BatchedRangeProof range =
        BatchedRangeProof.parse(
            BatchedRangeProof.Size.U64,
            Arrays.copyOfRange(answer, CiphertextCommitmentEquality.BYTES, length));
    if (!equality.pubkey().equals(key.compressed())) {
      return Verdict.rejected("the answer is about another key");
    }
    if (!Arrays.equals(equality.ciphertextBytes(), claim.rest().toBytes())) {
      return Verdict.rejected("the answer is about another balance or another amount");
    }
    if (!range.commitment(0).equals(equality.commitment()) || range.bitLengths()[0] != REST_BITS) {
      return Verdict.rejected("the range proof is about something else");
    }
    return verifier.judge(proofs, equality, List.of(range));
  }
}
