package io.quittance.wallet.interop;

import static io.quittance.wallet.interop.NpmPeer.decimal;
import static io.quittance.wallet.interop.NpmPeer.hex;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.Available;
import io.quittance.ledger.account.OpeningProof;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.Fixed1000;
import io.quittance.schemas.Fixed192;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed320;
import io.quittance.schemas.Fixed36;
import io.quittance.schemas.Fixed544;
import io.quittance.schemas.Fixed936;
import io.quittance.schemas.command.ApplyCredits;
import io.quittance.schemas.command.CloseAccount;
import io.quittance.schemas.command.OpenAccount;
import io.quittance.schemas.command.Redeem;
import io.quittance.schemas.command.Transfer;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.wallet.account.CommandSealer;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.account.TestNetwork;
import io.quittance.wallet.keys.WalletKeys;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * A wallet whose proofs, ciphertexts and notes all come from the npm package. What the package
 * cannot do is ours: signatures, Avro, and the difference of two ciphertexts, which is public.
 */
final class NpmWallet {
  private static final int LOW_BITS = 16;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final NpmPeer peer;
  private final TestNetwork network;
  private final WalletKeys keys;
  private final AssetId asset;
  private final AccountId id;

  NpmWallet(NpmPeer peer, TestNetwork network, WalletKeys keys) {
    this.peer = peer;
    this.network = network;
    this.keys = keys;
    this.asset = network.asset.id();
    this.id = keys.accountId(asset);
  }

  AccountId id() {
    return id;
  }

  WalletKeys keys() {
    return keys;
  }

  PaymentAddress address() {
    return PaymentAddress.of(keys);
  }

  Account account() {
    return network.account(id).orElse(Account.unopened(id));
  }

  Available available() {
    return account().available();
  }

  /** Signs a command and gives it to the network; returns what became of it. */
  String submit(SpecificRecordBase command) {
    return network.submit(
        id, CommandSealer.seal(network.id(), keys.owner(), Long.MAX_VALUE, command));
  }

  OpenAccount open() {
    return OpenAccount.newBuilder()
        .setAsset(asset.fixed())
        .setAccount(id.fixed())
        .setSequence(sequence())
        .setKeyProof(
            new Fixed192(
                prove(
                    "ZeroCiphertext",
                    Map.of(
                        "ciphertext",
                        HexFormat.of()
                            .formatHex(
                                OpeningProof.ciphertext(network.id(), id, keys.elGamal())
                                    .toBytes())))))
        .build();
  }

  /** Applies as many credits as stated, which make the balance the stated amount. */
  ApplyCredits apply(long credits, long amount) {
    return ApplyCredits.newBuilder()
        .setAsset(asset.fixed())
        .setAccount(id.fixed())
        .setElGamalKey(new Fixed32(keys.elGamal().publicKey().toBytes()))
        .setSequence(sequence())
        .setCreditsApplied(credits)
        .setDecryptableAvailable(note(amount))
        .build();
  }

  /** Pays an amount and keeps the rest, encrypted for whom the auditor's key belongs to. */
  Transfer transfer(PaymentAddress payee, CompressedRistretto auditor, long kept, long amount)
      throws InvalidProofException {
    List<String> pubkeys =
        hex(keys.elGamal().publicKey().toBytes(), payee.elGamalKey().toBytes(), auditor.toBytes());
    String lo = decimal(amount & ((1 << LOW_BITS) - 1));
    String hi = decimal(amount >>> LOW_BITS);
    JsonNode hidden = peer.ask("beginTransfer", Map.of("pubkeys", pubkeys, "lo", lo, "hi", hi));
    SealedAmount remaining = available().minus(bytes(hidden, "lo"), bytes(hidden, "hi"));
    JsonNode proofs = peer.ask("finishTransfer", debit(remaining, kept));
    return Transfer.newBuilder()
        .setAsset(asset.fixed())
        .setAccount(id.fixed())
        .setSequence(sequence())
        .setCreditsApplied(account().credits().appliedCount())
        .setPayee(payee.accountId(asset).fixed())
        .setPayeeOwner(new Fixed32(payee.owner().toBytes()))
        .setEquality(new Fixed320(bytes(proofs, "equality")))
        .setValidity(new Fixed544(bytes(proofs, "validity")))
        .setRange(new Fixed1000(bytes(proofs, "range")))
        .setDecryptableAvailable(note(kept))
        .setMemo(NOTHING)
        .build();
  }

  Redeem redeem(long kept, long amount) {
    JsonNode proofs = peer.ask("redeem", debit(available().minus(amount), kept));
    return Redeem.newBuilder()
        .setAsset(asset.fixed())
        .setAccount(id.fixed())
        .setSequence(sequence())
        .setCreditsApplied(account().credits().appliedCount())
        .setAmount(amount)
        .setEquality(new Fixed320(bytes(proofs, "equality")))
        .setRange(new Fixed936(bytes(proofs, "range")))
        .setDecryptableAvailable(note(kept))
        .setPayoutReference(NOTHING)
        .build();
  }

  CloseAccount close() {
    Map<String, String> about = Map.of("ciphertext", hex(available().amount().toBytes()));
    return CloseAccount.newBuilder()
        .setAsset(asset.fixed())
        .setAccount(id.fixed())
        .setSequence(sequence())
        .setCreditsApplied(account().credits().appliedCount())
        .setZeroProof(new Fixed192(prove("ZeroCiphertext", about)))
        .build();
  }

  private long sequence() {
    return account().numbers().nextSequence();
  }

  String secret() {
    return hex(keys.elGamal().secretKey().toBytes());
  }

  private Map<String, String> debit(SealedAmount remaining, long kept) {
    return Map.of("secret", secret(), "remaining", hex(remaining.toBytes()), "kept", decimal(kept));
  }

  private byte[] prove(String type, Map<String, String> about) {
    Map<String, String> arguments = new HashMap<>(about);
    arguments.put("type", type);
    arguments.put("secret", secret());
    return peer.bytes("data", "prove", arguments);
  }

  private Fixed36 note(long amount) {
    String key = hex(keys.note().toBytes());
    return new Fixed36(
        peer.bytes("note", "encryptNote", Map.of("key", key, "amount", decimal(amount))));
  }

  private static byte[] bytes(JsonNode answer, String name) {
    return HexFormat.of().parseHex(answer.get(name).asText());
  }
}
