package io.quittance.wallet.interop;

import static io.quittance.wallet.interop.NpmPeer.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.settlement.Credit;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AccountStatus;
import io.quittance.schemas.command.Transfer;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.encryption.BalanceNote;
import io.quittance.verifier.encryption.DiscreteLog;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.GroupedCiphertext;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.wallet.account.Issuer;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.TestNetwork;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.keys.WalletKeys;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Money moves, by the ledger's own rules, between a wallet of ours and one of the npm package. */
@NeedsNpm
class NpmTransferTest {
  private static final long MOST = 0xffff_ffff_ffffL;
  private static final long[] AMOUNTS = {0, 1, 0xffff, 0x10000, MOST};
  private static final long ISSUED = 2 * MOST;

  private final NpmPeer peer;
  private final SeededRandom random = SeededRandom.of(NpmTransferTest.class);

  NpmTransferTest(NpmPeer peer) {
    this.peer = peer;
  }

  /** A network with a wallet of each kind, of which theirs is rich. */
  private final class Scene {
    final TestNetwork network;
    final NpmWallet theirs;
    final WalletAccount ours;
    final CompressedRistretto auditor;

    Scene(boolean audited) throws QuittanceException {
      network = new TestNetwork(audited);
      SigningKey owner = SigningKey.random(random);
      theirs =
          new NpmWallet(peer, network, WalletKeys.derive("npm", network.identity(), "EUR", owner));
      ours = network.wallet("ours");
      auditor =
          audited
              ? network.auditorKeys.elGamal().publicKey().compressed()
              : CompressedRistretto.IDENTITY;
      assertEquals("ACCEPTED", theirs.submit(theirs.open()));
      accept(ours.open());
      Issuer issuer = network.issuer();
      assertEquals("ACCEPTED", network.submit(issuer.issue(theirs.address(), MOST, "", 1)));
      assertEquals("ACCEPTED", network.submit(issuer.issue(theirs.address(), MOST, "", 2)));
      network.deliverCredits();
      assertEquals("ACCEPTED", theirs.submit(theirs.apply(2, ISSUED)));
      assertHolds(ISSUED);
    }

    void accept(PreparedCommand command) {
      assertEquals("ACCEPTED", network.submit(command), command.toString());
      ours.accepted(command);
    }

    /** The last event; our wallet hears of it if the credit in it is for us. */
    Settled deliver() throws QuittanceException {
      Settled event = network.settlements.get(network.settlements.size() - 1);
      network.deliverCredits();
      Optional<Credit> credit = Credit.of(event);
      if (credit.isPresent() && credit.get().payee().equals(ours.id())) {
        assertTrue(ours.observe(credit.get()));
      }
      return event;
    }

    /** The ledger's ciphertext and note of their balance both say so. */
    void assertHolds(long amount) {
      SealedAmount sealed = theirs.available().amount();
      assertTrue(
          theirs
              .keys()
              .elGamal()
              .secretKey()
              .decryptToPoint(sealed.ciphertext().subtractAmount(amount))
              .isIdentity());
      byte[] note = theirs.account().note().toBytes();
      assertEquals(OptionalLong.of(amount), BalanceNote.decrypt(theirs.keys().note(), note));
    }
  }

  @Test
  void wallet_ofThePackage_livesOnOurLedger() throws Exception {
    Scene scene = new Scene(true);
    long kept = ISSUED;
    long received = 0;
    for (long amount : AMOUNTS) {
      kept -= amount;
      received += amount;
      Transfer transfer = scene.theirs.transfer(scene.ours.address(), scene.auditor, kept, amount);
      assertEquals("ACCEPTED", scene.theirs.submit(transfer), "amount " + amount);
      scene.assertHolds(kept);
      assertAudited(scene, scene.deliver(), amount);
      assertEquals(received, scene.ours.incoming());
    }

    scene.accept(scene.ours.transfer(scene.theirs.address(), MOST, "change"));
    Transferred back = (Transferred) scene.deliver().getEvent();
    assertEquals(Optional.of(MOST & 0xffff), theirsReads(scene, back.getLo().bytes()));
    assertEquals(Optional.of(MOST >>> 16), theirsReads(scene, back.getHi().bytes()));
    assertEquals("ACCEPTED", scene.theirs.submit(scene.theirs.apply(3, kept + MOST)));
    scene.assertHolds(kept + MOST);

    assertEquals("ACCEPTED", scene.theirs.submit(scene.theirs.redeem(kept, MOST)));
    scene.assertHolds(kept);
    assertEquals("ACCEPTED", scene.theirs.submit(scene.theirs.redeem(0, kept)));
    assertEquals("ACCEPTED", scene.theirs.submit(scene.theirs.close()));
    assertEquals(AccountStatus.CLOSED, scene.theirs.account().status());
  }

  private Optional<Long> theirsReads(Scene scene, byte[] grouped) {
    return peer.amount(
        "decryptGrouped",
        Map.of(
            "secret", scene.theirs.secret(), "ciphertext", hex(grouped), "handles", 3, "index", 1));
  }

  private static void assertAudited(Scene scene, Settled event, long amount) throws Exception {
    ElGamalKeypair auditor = scene.network.auditorKeys.elGamal();
    Transferred transferred = (Transferred) event.getEvent();
    long[] parts = {amount & 0xffff, amount >>> 16};
    byte[][] grouped = {transferred.getLo().bytes(), transferred.getHi().bytes()};
    for (int i = 0; i < parts.length; i++) {
      assertEquals(
          OptionalLong.of(parts[i]),
          DiscreteLog.solve32(
              auditor.secretKey().decryptToPoint(GroupedCiphertext.parse(grouped[i]).extract(2))));
    }
  }

  @Test
  void transfer_ofThePackageWithoutAuditor_isAccepted() throws Exception {
    Scene scene = new Scene(false);
    Transfer transfer = scene.theirs.transfer(scene.ours.address(), scene.auditor, ISSUED - 5, 5);
    assertEquals("ACCEPTED", scene.theirs.submit(transfer));
    scene.deliver();
    assertEquals(5, scene.ours.incoming());
  }

  @Test
  void transfer_ofThePackageThatBreaksARule_isRejectedForIt() throws Exception {
    Scene scene = new Scene(true);
    NpmWallet theirs = scene.theirs;
    byte[] before = theirs.available().amount().toBytes();

    for (int field = 0; field < 3; field++) {
      Transfer damaged = theirs.transfer(scene.ours.address(), scene.auditor, ISSUED - 5, 5);
      byte[][] proofs = {
        damaged.getEquality().bytes(), damaged.getValidity().bytes(), damaged.getRange().bytes()
      };
      proofs[field][proofs[field].length - 40] ^= 1;
      assertRejected("BAD_PROOF", theirs.submit(damaged));
    }
    assertRejected(
        "WRONG_AUDITOR",
        theirs.submit(
            theirs.transfer(scene.ours.address(), CompressedRistretto.IDENTITY, ISSUED - 5, 5)));
    Transfer elsewhere = theirs.transfer(scene.ours.address(), scene.auditor, ISSUED - 5, 5);
    elsewhere.setPayee(AccountId.of(elsewhere.getAccount()).fixed());
    assertRejected("BAD_PROOF", theirs.submit(elsewhere));
    assertThrows(
        AssertionError.class,
        () -> theirs.transfer(scene.ours.address(), scene.auditor, ISSUED, 5),
        "their prover refuses to lie about what is kept");
    assertArrayEquals(before, theirs.available().amount().toBytes());

    Transfer first = theirs.transfer(scene.ours.address(), scene.auditor, ISSUED - 5, 5);
    Transfer second = theirs.transfer(scene.ours.address(), scene.auditor, ISSUED - 7, 7);
    assertEquals("ACCEPTED", theirs.submit(first));
    assertEquals("REPEATED", theirs.submit(first));
    assertRejected("STALE_SEQUENCE", theirs.submit(second));
    second.setSequence(second.getSequence() + 1);
    assertRejected("BALANCE_MISMATCH", theirs.submit(second));
    scene.assertHolds(ISSUED - 5);
  }

  private static void assertRejected(String code, String outcome) {
    assertTrue(outcome.startsWith(code + ":"), outcome);
  }
}
