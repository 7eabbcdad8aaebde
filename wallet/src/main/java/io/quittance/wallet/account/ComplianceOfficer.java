package io.quittance.wallet.account;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Limits;
import io.quittance.schemas.command.Freeze;
import io.quittance.schemas.command.Unfreeze;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.batch.DecodingAdvice;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;

/** Who may freeze accounts of an asset: builds orders. */
public final class ComplianceOfficer {
  private final NetworkIdentity network;
  private final AssetId asset;
  private final DebitRules rules;
  private final SigningKey key;
  private final CommandEnds ends;

  private ComplianceOfficer(
      NetworkIdentity network, Asset asset, SigningKey key, InstantSource clock) {
    this.network = network;
    this.asset = asset.id();
    this.rules = new DebitRules(network, asset);
    this.key = key;
    this.ends = new CommandEnds(clock);
  }

  /**
   * The compliance officer of an asset.
   *
   * @param network which network it is
   */
  public static ComplianceOfficer of(NetworkIdentity network, Asset asset, SigningKey key)
      throws QuittanceException {
    return of(network, asset, key, InstantSource.system());
  }

  /** As above, with another clock: by it commands end. */
  public static ComplianceOfficer of(
      NetworkIdentity network, Asset asset, SigningKey key, InstantSource clock)
      throws QuittanceException {
    Objects.requireNonNull(network, "network");
    if (!asset.complianceOfficer().equals(key.verifyingKey())) {
      throw QuittanceException.failure(
          "These keys are not those of the compliance officer of " + asset.code() + ".",
          "Use the compliance officer's key file that belongs to this network.");
    }
    return new ComplianceOfficer(network, asset, key, clock);
  }

  /**
   * Says how long commands that are built from here on may be accepted after they were signed; a
   * day if nobody says it.
   *
   * @throws IllegalArgumentException if that is not a time ahead, or more than a thousand years
   */
  public void endAfter(Duration duration) {
    ends.endAfter(duration);
  }

  /**
   * Stops an account from debiting.
   *
   * @param reason public, at most 128 bytes in UTF-8
   * @param orderNumber one more than that of the account's last order; the first is 1
   */
  public PreparedCommand freeze(PaymentAddress address, String reason, long orderNumber)
      throws QuittanceException {
    AccountId account = account(address, orderNumber);
    return order(
        account,
        orderNumber,
        Freeze.newBuilder()
            .setAsset(asset.fixed())
            .setAccount(account.fixed())
            .setOwner(new Fixed32(address.owner().toBytes()))
            .setElGamalKey(new Fixed32(address.elGamalKey().toBytes()))
            .setOrderNumber(orderNumber)
            .setReason(BoundedText.encode("reason", reason, Limits.MAX_REASON_BYTES))
            .build());
  }

  /**
   * Lets an account debit again.
   *
   * @param reason public, at most 128 bytes in UTF-8
   * @param orderNumber one more than that of the account's last order
   */
  public PreparedCommand unfreeze(PaymentAddress address, String reason, long orderNumber)
      throws QuittanceException {
    AccountId account = account(address, orderNumber);
    return order(
        account,
        orderNumber,
        Unfreeze.newBuilder()
            .setAsset(asset.fixed())
            .setAccount(account.fixed())
            .setOwner(new Fixed32(address.owner().toBytes()))
            .setElGamalKey(new Fixed32(address.elGamalKey().toBytes()))
            .setOrderNumber(orderNumber)
            .setReason(BoundedText.encode("reason", reason, Limits.MAX_REASON_BYTES))
            .build());
  }

  private AccountId account(PaymentAddress address, long orderNumber) throws QuittanceException {
    rules.requireSameMoney(address);
    if (orderNumber < 1) {
      throw new IllegalArgumentException("Order numbers begin with 1, not " + orderNumber);
    }
    return address.accountId(asset);
  }

  private PreparedCommand order(AccountId account, long orderNumber, SpecificRecordBase command) {
    byte[] value = CommandSealer.seal(network.id(), key, ends.notAfter(), command);
    String type = command.getSchema().getName();
    return new PreparedCommand(
        type, account, account, orderNumber, value, Optional.empty(), DecodingAdvice.NONE);
  }
}
