package io.quittance.wallet.account;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Limits;
import io.quittance.schemas.command.Issue;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.batch.DecodingAdvice;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/** Who may issue an asset: builds issue commands. */
public final class Issuer {
  private final NetworkIdentity network;
  private final AssetId asset;
  private final DebitRules rules;
  private final SigningKey key;
  private final CommandEnds ends;

  private Issuer(NetworkIdentity network, Asset asset, SigningKey key, InstantSource clock) {
    this.network = network;
    this.asset = asset.id();
    this.rules = new DebitRules(network, asset);
    this.key = key;
    this.ends = new CommandEnds(clock);
  }

  /**
   * The issuer of an asset.
   *
   * @param network which network it is
   */
  public static Issuer of(NetworkIdentity network, Asset asset, SigningKey key)
      throws QuittanceException {
    return of(network, asset, key, InstantSource.system());
  }

  /** As above, with another clock: by it commands end. */
  public static Issuer of(NetworkIdentity network, Asset asset, SigningKey key, InstantSource clock)
      throws QuittanceException {
    Objects.requireNonNull(network, "network");
    if (!asset.issuer().equals(key.verifyingKey())) {
      throw QuittanceException.failure(
          "These keys are not those of the issuer of " + asset.code() + ".",
          "Use the issuer's key file that belongs to this network.");
    }
    return new Issuer(network, asset, key, clock);
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
   * Credits an account with new money.
   *
   * @param amount public, in the asset's smallest unit, 1 to 2^48 - 1
   * @param reference public, at most 128 bytes in UTF-8
   * @param issueNumber one more than that of the account's last issue; the first is 1
   */
  public PreparedCommand issue(
      PaymentAddress payee, long amount, String reference, long issueNumber)
      throws QuittanceException {
    rules.requireSameMoney(payee);
    rules.requireAmount(amount, Limits.MAX_ISSUE_AMOUNT);
    if (issueNumber < 1) {
      throw new IllegalArgumentException("Issue numbers begin with 1, not " + issueNumber);
    }
    AccountId account = payee.accountId(asset);
    Issue command =
        Issue.newBuilder()
            .setAsset(asset.fixed())
            .setAccount(account.fixed())
            .setOwner(new Fixed32(payee.owner().toBytes()))
            .setElGamalKey(new Fixed32(payee.elGamalKey().toBytes()))
            .setIssueNumber(issueNumber)
            .setAmount(amount)
            .setReference(BoundedText.encode("reference", reference, Limits.MAX_REFERENCE_BYTES))
            .build();
    byte[] value = CommandSealer.seal(network.id(), key, ends.notAfter(), command);
    return new PreparedCommand(
        "Issue", account, account, issueNumber, value, Optional.empty(), DecodingAdvice.NONE);
  }
}
