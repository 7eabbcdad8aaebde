package io.quittance.wallet.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.settlement.Credit;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.Fixed36;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.verifier.batch.Verdict;
import io.quittance.verifier.encryption.BalanceNote;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import io.quittance.verifier.sigma.PubkeyValidity;
import io.quittance.wallet.account.BalanceNotes;
import io.quittance.wallet.account.Issuer;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.TestNetwork;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.ownership.OwnershipRequest.BalanceClaim;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnershipTest {
  private static final long MONEY = 10_000;

  private final SecureRandom random = new SecureRandom();
  private final TestNetwork network = new TestNetwork(true);
  private final WalletAccount alice = network.wallet("alice");
  private final WalletAccount mallory = network.wallet("mallory");

  @BeforeEach
  void open_andFund() throws QuittanceException {
    Issuer issuer = network.issuer();
    for (WalletAccount wallet : List.of(alice, mallory)) {
      submit(wallet, wallet.open());
      network.submit(issuer.issue(wallet.address(), MONEY, "salary", 1));
      network.deliverCredits();
      Settled issued = network.settlements.get(network.settlements.size() - 1);
      wallet.observe(Credit.of(issued).orElseThrow());
      submit(wallet, wallet.applyCredits(1));
    }
  }

  private void submit(WalletAccount wallet, PreparedCommand command) {
    assertEquals("ACCEPTED", network.submit(command));
    wallet.accepted(command);
  }

  @Test
  void key_ofTheAccount_isProved() throws Exception {
    OwnershipCheck check = check(Optional.empty());
    assertEquals(Verdict.accepted(), run(check, alice));
  }

  @Test
  void balance_upToAllOfIt_isProvedAndNoMore() throws Exception {
    for (long amount : new long[] {1, MONEY - 1, MONEY}) {
      assertEquals(Verdict.accepted(), run(check(claim(amount)), alice), "amount " + amount);
    }
    for (long amount : new long[] {MONEY + 1, Long.MAX_VALUE}) {
      OwnershipCheck check = check(claim(amount));
      Pipe pipe = new Pipe(check);
      QuittanceException e =
          assertThrows(
              QuittanceException.class, () -> prover(check, alice).answer(balance(), pipe));
      assertEquals("The available balance is less than what the payee asks for.", e.getMessage());
      assertEquals(List.of("refusal of 0 bytes"), pipe.sent);
    }
  }

  @Test
  void request_aboutAnotherBalanceThanPublished_isRefusedWithoutAWord() throws Exception {
    // A payee who may choose the ciphertext has the payer decrypt for her.
    byte[] chosen =
        alice.keys().elGamal().publicKey().encrypt(5, PedersenOpening.random(random)).toBytes();
    OwnershipCheck check = check(Optional.of(new BalanceClaim(1, 2, 1, SealedAmount.of(chosen))));
    for (Optional<Balance> published : List.of(balance(), Optional.<Balance>empty())) {
      Pipe pipe = new Pipe(check);
      QuittanceException e =
          assertThrows(
              QuittanceException.class, () -> prover(check, alice).answer(published, pipe));
      assertEquals(
          "The payee asks about another balance than the network publishes now.", e.getMessage());
      assertEquals(List.of("refusal of 0 bytes"), pipe.sent);
    }
  }

  /** An operator who is the payee's friend publishes what he likes as the payer's balance. */
  @Test
  void balance_thatThePayerDidNotNote_isNeitherSearchedForNorProvedAbout() throws Exception {
    Balance honest = balance().orElseThrow();
    byte[] chosen =
        alice.keys().elGamal().publicKey().encrypt(MONEY, PedersenOpening.random(random)).toBytes();
    // Another's payment to her, say, of which he wants to know whether it is this amount.
    assertUnknown(Balance.newBuilder(honest).setAvailable(new Fixed64(chosen)));
    // Her own balance at another time than it was.
    assertUnknown(Balance.newBuilder(honest).setSequence(honest.getSequence() + 1));
    assertUnknown(Balance.newBuilder(honest).setCreditsApplied(0));
    // Without her note, small as the amount is: it could be found, in a time that tells its size.
    assertUnknown(Balance.newBuilder(honest).setDecryptableAvailable(new Fixed36(new byte[36])));
    byte[] note = honest.getDecryptableAvailable().bytes().clone();
    note[note.length - 1] ^= 1;
    assertUnknown(Balance.newBuilder(honest).setDecryptableAvailable(new Fixed36(note)));
    byte[] unbound = BalanceNote.encrypt(alice.keys().note(), MONEY, random);
    assertUnknown(Balance.newBuilder(honest).setDecryptableAvailable(new Fixed36(unbound)));
    assertEquals(OptionalLong.of(MONEY), notes().read(honest));
  }

  private void assertUnknown(Balance.Builder published) throws Exception {
    Balance balance = published.build();
    OwnershipCheck check =
        check(
            Optional.of(
                new BalanceClaim(1, 2, 1, SealedAmount.of(balance.getAvailable().bytes()))));
    Pipe pipe = new Pipe(check);
    QuittanceException e =
        assertThrows(
            QuittanceException.class,
            () -> prover(check, alice).answer(Optional.of(balance), pipe));
    assertTrue(e.getMessage().contains("not one that this wallet noted"), e.getMessage());
    assertEquals(List.of("refusal of 0 bytes"), pipe.sent);
  }

  private BalanceNotes notes() {
    return new BalanceNotes(alice.keys(), alice.id());
  }

  @Test
  void request_ofAnotherAccountOrNetwork_isNotTaken() throws Exception {
    OwnershipCheck check = check(Optional.empty());
    QuittanceException account =
        assertThrows(QuittanceException.class, () -> prover(check, mallory));
    assertTrue(account.getMessage().contains("which is not this wallet's"), account.getMessage());
    OwnershipRequest elsewhere =
        OwnershipRequest.of(
            new TestNetwork(true).identity(), "Rosa", alice.id(), new byte[32], Optional.empty());
    assertThrows(
        QuittanceException.class,
        () -> OwnershipProver.of(elsewhere, alice.keys(), alice.id(), random));
  }

  @Test
  void answer_ofSomebodyElse_isNotProof() throws Exception {
    OwnershipCheck check = check(Optional.empty());
    assertEquals(
        Verdict.rejected("the answer is about another key"),
        new Pipe(check).verdictOn(channel -> liar(check, channel).proveKey(mallory.keys())));
    OwnershipCheck balance = check(claim(1));
    assertEquals(
        Verdict.rejected("the answer is about another key"),
        new Pipe(balance)
            .verdictOn(
                channel -> liar(balance, channel).proveBalance(mallory.keys(), 0, 1, 64, 64)));
  }

  @Test
  void answer_aboutAnotherAmount_isNotProof() throws Exception {
    OwnershipCheck check = check(claim(2));
    assertEquals(
        Verdict.rejected("the answer is about another balance or another amount"),
        new Pipe(check)
            .verdictOn(
                channel -> liar(check, channel).proveBalance(alice.keys(), -1, MONEY - 1, 64, 64)));
  }

  @Test
  void answer_thatTheRestIsNotNegative_failsWhereItIs() throws Exception {
    OwnershipCheck check = check(claim(MONEY + 1));
    assertEquals(
        Verdict.rejected("CiphertextCommitmentEquality does not hold"),
        new Pipe(check)
            .verdictOn(channel -> liar(check, channel).proveBalance(alice.keys(), 0, -1, 64, 64)));
    OwnershipCheck other = check(claim(MONEY + 1));
    Pipe pipe = new Pipe(other);
    // A range proof of a number that is in range, but not the one committed to.
    assertEquals(
        Verdict.rejected("the range proof is about something else"),
        pipe.verdictOn(channel -> liar(other, channel).withOtherRange(alice.keys(), -1, 5)));
  }

  @Test
  void answer_withAShorterRange_isNotProof() throws Exception {
    OwnershipCheck check = check(claim(1));
    assertEquals(
        Verdict.rejected("the range proof is about something else"),
        new Pipe(check)
            .verdictOn(
                channel -> liar(check, channel).proveBalance(alice.keys(), 0, MONEY - 1, 32, 32)));
  }

  @Test
  void answer_changedInAnyPart_isNotProof() throws Exception {
    for (Optional<BalanceClaim> claim : List.of(Optional.<BalanceClaim>empty(), claim(5))) {
      int length =
          claim.isEmpty()
              ? PubkeyValidity.BYTES
              : CiphertextCommitmentEquality.BYTES + BatchedRangeProof.Size.U64.bytes();
      List<Integer> accepted = new ArrayList<>();
      for (int offset = 0; offset < length; offset += 40) {
        OwnershipCheck check = check(claim);
        Pipe pipe = new Pipe(check);
        pipe.flip = offset;
        if (run(pipe, check, alice).isAccepted()) {
          accepted.add(offset);
        }
      }
      assertEquals(List.of(), accepted);
    }
  }

  @Test
  void answer_ofAnEarlierSession_isNotProof() throws Exception {
    OwnershipCheck earlier = check(claim(5));
    Pipe recorded = new Pipe(earlier);
    assertTrue(run(recorded, earlier, alice).isAccepted());
    OwnershipCheck later = check(claim(5));
    Pipe replay = new Pipe(later);
    assertFalse(
        replay
            .verdictOn(
                channel -> {
                  channel.send(recorded.messages.get(0));
                  channel.receive();
                  channel.send(recorded.messages.get(1));
                })
            .isAccepted());
  }

  @Test
  void answer_relayedUnderAnotherName_isNotProof() throws Exception {
    // The middleman shows Alice a request in his own name and relays the rest.
    OwnershipCheck check = check(claim(5));
    OwnershipRequest asked = check.request();
    String changed =
        new String(asked.toBytes(), StandardCharsets.UTF_8).replace("Cafe Rosa", "Kiosk Bea");
    OwnershipRequest shown = OwnershipRequest.parse(changed.getBytes(StandardCharsets.UTF_8));
    assertEquals("Kiosk Bea", shown.verifier());
    OwnershipProver deceived = OwnershipProver.of(shown, alice.keys(), alice.id(), random);
    assertEquals(
        Verdict.rejected("CiphertextCommitmentEquality does not hold"),
        new Pipe(check).verdictOn(channel -> deceived.answer(balance(), channel)));
  }

  @Test
  void challenge_notCommittedTo_getsNoAnswer() throws Exception {
    OwnershipCheck check = check(Optional.empty());
    Pipe pipe = new Pipe(check);
    pipe.challenge = new byte[32];
    QuittanceException e =
        assertThrows(QuittanceException.class, () -> prover(check, alice).answer(balance(), pipe));
    assertTrue(e.getMessage().contains("sent another challenge than it had fixed"));
    assertEquals(1, pipe.sent.size());
  }

  @Test
  void answer_ofAnyOtherLength_isNotProof() throws Exception {
    for (Optional<BalanceClaim> claim : List.of(Optional.<BalanceClaim>empty(), claim(5))) {
      for (int length : new int[] {0, 95, 97, 1255, 1257, 4096}) {
        OwnershipCheck check = check(claim);
        Verdict verdict =
            new Pipe(check)
                .verdictOn(
                    channel -> {
                      channel.send(new Message(Message.Kind.ANNOUNCEMENT, new byte[1]));
                      channel.receive(Message.Kind.CHALLENGE);
                      channel.send(new Message(Message.Kind.ANSWER, new byte[length]));
                    });
        assertTrue(verdict.toString().contains("not " + length), verdict.toString());
      }
    }
    OwnershipCheck check = check(Optional.empty());
    Verdict verdict =
        new Pipe(check)
            .verdictOn(c -> c.send(new Message(Message.Kind.ANNOUNCEMENT, new byte[2049])));
    assertTrue(verdict.toString().contains("at most 2048 bytes"), verdict.toString());
  }

  private OwnershipCheck check(Optional<BalanceClaim> claim) throws QuittanceException {
    return OwnershipCheck.of(alice.address(), network.asset.id(), "Cafe Rosa", claim, random);
  }

  private Optional<Balance> balance() {
    return network.account(alice.id()).map(AccountRecords::toBalance);
  }

  private Optional<BalanceClaim> claim(long atLeast) {
    byte[] available = balance().orElseThrow().getAvailable().bytes();
    return Optional.of(new BalanceClaim(atLeast, 2, 1, SealedAmount.of(available)));
  }

  private LyingPayer liar(OwnershipCheck check, Channel channel) {
    return new LyingPayer(check.request(), channel, random);
  }

  private OwnershipProver prover(OwnershipCheck check, WalletAccount wallet)
      throws QuittanceException {
    OwnershipRequest request = OwnershipRequest.parse(check.request().toBytes());
    return OwnershipProver.of(request, wallet.keys(), wallet.id(), random);
  }

  private Verdict run(OwnershipCheck check, WalletAccount wallet) throws Exception {
    return run(new Pipe(check), check, wallet);
  }

  private Verdict run(Pipe pipe, OwnershipCheck check, WalletAccount wallet) throws Exception {
    OwnershipProver prover = prover(check, wallet);
    return pipe.verdictOn(channel -> prover.answer(balance(), channel));
  }
}
