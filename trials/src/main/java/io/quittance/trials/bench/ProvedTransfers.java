package io.quittance.trials.bench;

import io.quittance.ledger.account.Available;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.admission.TransferProofs;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountStatus;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.command.SignedCommand;
import io.quittance.schemas.command.Transfer;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.wallet.account.AccountView;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.keys.WalletKeys;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Complete transfers, each of another payer to another payee with another amount: the worst case
 * for a verifier that merges equal points.
 */
public final class ProvedTransfers {
  private static final NetworkIdentity NETWORK =
      new NetworkIdentity(NetworkId.of(new byte[NetworkId.BYTES]), "bench");
  private static final long BALANCE = 1L << 50;
  private static final long MAX_AMOUNT = 1L << 48;

  private final SecureRandom random = new SecureRandom();
  private final Asset asset;

  /** Makes a prover of transfers of an asset with an auditor. */
  public ProvedTransfers() {
    asset =
        new Asset(
            "BENCH",
            2,
            SigningKey.random(random).verifyingKey(),
            SigningKey.random(random).verifyingKey(),
            Optional.of(ElGamalKeypair.random(random).publicKey()));
  }

  /** The bytes of a transfer's three proofs, each context ‖ proof. */
  public record Proofs(byte[] equality, byte[] validity, byte[] range) {
    /** Reads them, as a verifier that receives them must. */
    public TransferProofs parse() {
      try {
        return TransferProofs.parse(equality, validity, range);
      } catch (InvalidProofException impossible) {
        throw new IllegalStateException("a proof of our own cannot be read", impossible);
      }
    }
  }

  /**
   * Proves transfers on this thread.
   *
   * @param proved told after each how many there are
   */
  public List<Proofs> prove(int count, IntConsumer proved) throws QuittanceException {
    List<Proofs> proofs = new ArrayList<>(count);
    for (int i = 1; i <= count; i++) {
      proofs.add(proofsOf(one().value()));
      proved.accept(i);
    }
    return proofs;
  }

  private PreparedCommand one() throws QuittanceException {
    WalletKeys payer = WalletKeys.generate("payer", NETWORK, asset.code(), random);
    WalletKeys payee = WalletKeys.generate("payee", NETWORK, asset.code(), random);
    Available available =
        new Available(SealedAmount.of(payer.elGamal().publicKey().encrypt(BALANCE, random)), 0);
    AccountView view = new AccountView(AccountStatus.OPEN, 1, 0, available, BALANCE);
    long amount = 1 + (random.nextLong() & (MAX_AMOUNT - 1)) % (MAX_AMOUNT - 1);
    return WalletAccount.at(view, payer, asset, random)
        .transfer(PaymentAddress.of(payee), amount, "", 0);
  }

  /** The proofs in a signed transfer. */
  static Proofs proofsOf(byte[] signedTransfer) {
    try {
      SignedCommand envelope = SingleObject.decode(SignedCommand.class, signedTransfer);
      byte[] payload = new byte[envelope.getPayload().remaining()];
      envelope.getPayload().get(payload);
      Transfer transfer = SingleObject.decode(Transfer.class, payload);
      return new Proofs(
          transfer.getEquality().bytes(),
          transfer.getValidity().bytes(),
          transfer.getRange().bytes());
    } catch (MalformedRecordException impossible) {
      throw new IllegalStateException("a wallet makes records that can be read", impossible);
    }
  }
}
