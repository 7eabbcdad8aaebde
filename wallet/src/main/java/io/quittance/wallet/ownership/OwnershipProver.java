package io.quittance.wallet.ownership;

import io.quittance.ledger.account.SealedAmount;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.settlement.Balance;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.interactive.BrokenOffException;
import io.quittance.verifier.interactive.LiveProver;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import io.quittance.verifier.sigma.PubkeyValidity;
import io.quittance.wallet.account.BalanceNotes;
import io.quittance.wallet.keys.WalletKeys;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The payer's side of one check. It serves once.
 *
 * <p>The owner is to be asked before {@link #answer}, whatever his balance: a refusal then tells no
 * more than that he would not, or could not.
 */
public final class OwnershipProver {
  private final OwnershipRequest request;
  private final WalletKeys keys;
  private final SecureRandom random;

  private OwnershipProver(OwnershipRequest request, WalletKeys keys, SecureRandom random) {
    this.request = request;
    this.keys = keys;
    this.random = random;
  }

  /**
   * Takes a request about this wallet.
   *
   * @param account the wallet's own account
   * @throws QuittanceException if the request is about something else
   */
  public static OwnershipProver of(
      OwnershipRequest request, WalletKeys keys, AccountId account, SecureRandom random)
      throws QuittanceException {
    if (!request.network().is(keys.network())) {
      throw QuittanceException.failure(
          "The request is about another network than " + keys.network() + ".",
          "Use a wallet of that network, or ask the payee to name yours.");
    }
    if (!request.account().equals(account)) {
      throw QuittanceException.failure(
          "The request is about account " + request.account() + ", which is not this wallet's.",
          "Give the payee the address that ./quittance wallet address prints, or use that wallet.");
    }
    return new OwnershipProver(request, keys, random);
  }

  /** Tells the payee that there will be no answer. */
  public static void refuse(Channel channel) throws QuittanceException {
    channel.send(new Message(Message.Kind.REFUSAL, new byte[0]));
  }

  public OwnershipRequest request() {
    return request;
  }

  /**
   * Announces, takes the challenge and answers it; or refuses, where what is asked for is not so.
   *
   * @param published the account's balance, read from the network and not from the payee
   * @throws QuittanceException if it was refused, for a reason that the payee is not told; or if
   *     the other side breaks off or does not keep to the protocol
   */
  public void answer(Optional<Balance> published, Channel channel) throws QuittanceException {
    long rest;
    try {
      rest = requireEnough(published);
    } catch (QuittanceException e) {
      refuse(channel);
      throw e;
    }
    LiveProver session =
        LiveProver.of(
            request.toBytes(), request.coins(), announcement -> ask(channel, announcement));
    byte[] answer;
    try {
      answer =
          request.balance().isPresent()
              ? proveBalance(request.balance().get(), rest, session)
              : PubkeyValidity.prove(keys.elGamal(), session, random).toBytes();
    } catch (ChannelFailure e) {
      throw e.failure;
    } catch (BrokenOffException e) {
      throw QuittanceException.failure(
          "The payee's side sent another challenge than it had fixed; it got no answer.",
          "Ask the payee to begin a new check.",
          e);
    }
    channel.send(new Message(Message.Kind.ANSWER, answer));
  }

  /** What the owner keeps beyond the amount, of the balance that both sides see. */
  private long requireEnough(Optional<Balance> published) throws QuittanceException {
    if (request.balance().isEmpty()) {
      return 0;
    }
    OwnershipRequest.BalanceClaim claim = request.balance().get();
    // Whoever proves about a ciphertext that somebody hands him over helps to decrypt it: be it the
    // payee, or the operator who publishes it.
    if (published.isEmpty()
        || !claim.available().equals(SealedAmount.of(published.get().getAvailable().bytes()))) {
      throw QuittanceException.failure(
          "The payee asks about another balance than the network publishes now.",
          "It may have changed in between: ask the payee to begin a new check.");
    }
    long amount =
        new BalanceNotes(keys, request.account())
            .read(published.get())
            .orElseThrow(OwnershipProver::unknownBalance);
    if (Long.compareUnsigned(amount, claim.atLeast()) < 0) {
      throw QuittanceException.failure(
          "The available balance is less than what the payee asks for.",
          "Apply what has come in with ./quittance wallet apply, or agree on less.");
    }
    return amount - claim.atLeast();
  }

  /**
   * To search for the amount of a balance without the owner's own note would take a time that tells
   * how large it is, while the payee waits.
   */
  private static QuittanceException unknownBalance() {
    return QuittanceException.failure(
        "The balance that the network publishes is not one that this wallet noted.",
        "Use the wallet that sent the account's last command, or send one with ./quittance wallet"
            + " apply, then ask the payee to begin a new check.");
  }

  private byte[] proveBalance(OwnershipRequest.BalanceClaim claim, long rest, LiveProver session) {
    PedersenOpening opening = PedersenOpening.random(random);
    BatchedRangeProof range =
        BatchedRangeProof.prove(
            BatchedRangeProof.Size.U64,
            new long[] {rest},
            new int[] {OwnershipCheck.REST_BITS},
            new PedersenOpening[] {opening},
            random);
    CiphertextCommitmentEquality equality =
        CiphertextCommitmentEquality.prove(
            keys.elGamal(), claim.rest(), opening, rest, session, random);
    return ByteBuffer.allocate(equality.bytes() + range.bytes())
        .put(equality.toBytes())
        .put(range.toBytes())
        .array();
  }

  private static byte[] ask(Channel channel, byte[] announcement) {
    try {
      channel.send(new Message(Message.Kind.ANNOUNCEMENT, announcement));
      return channel.receive(Message.Kind.CHALLENGE);
    } catch (QuittanceException e) {
      throw new ChannelFailure(e);
    }
  }

  /** Carries a failure of the channel out of the proving code, which knows no channels. */
  private static final class ChannelFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient QuittanceException failure;

    ChannelFailure(QuittanceException failure) {
      super(failure);
      this.failure = failure;
    }
  }
}
