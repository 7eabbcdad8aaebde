package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.LogRecord;
import io.quittance.ledger.account.OpeningProof;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.command.OpenAccount;
import io.quittance.schemas.command.SignedCommand;
import io.quittance.schemas.receipt.Rejection;
import io.quittance.wallet.account.CommandSealer;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerAdmitterTest {
  /** A bit of the key proof's last scalar: the encoding stays good, the proof does not. */
  private static final int PROOF_BYTE = OpeningProof.BYTES - 32;

  private static final TestLedger LEDGER = TestLedger.INSTANCE;

  private final Admitter admitter = new LedgerAdmitter.Factory(LEDGER).create();

  @Test
  void batch_allGood_isAdmittedInOneGo() throws Exception {
    Admitter.Verdicts verdicts = admitter.admit(List.of(good(0), good(1), good(2)));
    assertTrue(verdicts.rejections().stream().allMatch(Optional::isEmpty));
    assertEquals(3, verdicts.proofs());
    assertEquals(0, verdicts.bisections());
  }

  @Test
  void batch_withAForgedProof_rejectsThatCommandOnly() throws Exception {
    for (int place = 0; place < 4; place++) {
      List<AddressedRecord> commands = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        commands.add(i == place ? forged(i) : good(i));
      }
      Admitter.Verdicts verdicts = admitter.admit(commands);
      assertTrue(verdicts.bisections() > 0);
      for (int i = 0; i < 4; i++) {
        assertEquals(i == place, verdicts.rejections().get(i).isPresent(), place + " " + i);
      }
      Admitter.Refusal refusal = verdicts.rejections().get(place).orElseThrow();
      assertEquals("BAD_PROOF", refusal.code());
      assertTrue(refusal.receipt().isPresent());
      Rejection rejection = SingleObject.decode(Rejection.class, refusal.rejection().value());
      assertEquals(place, rejection.getPosition().getOffset());
    }
  }

  @Test
  void batch_ofCommandsAndEntries_rejectsTheForgedEntriesAmongThem() throws Exception {
    List<AddressedRecord> batch = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      boolean entry = i % 2 == 1;
      TestLedger by = i == 3 ? new TestLedger(2, LEDGER.partitions()) : LEDGER;
      batch.add(entry ? by.entry(LEDGER.person("a"), LEDGER.person("b"), i) : good(i));
    }
    Admitter.Verdicts verdicts = admitter.admit(batch);
    for (int i = 0; i < 6; i++) {
      assertEquals(i == 3, verdicts.rejections().get(i).isPresent(), "" + i);
    }
    Admitter.Refusal refusal = verdicts.rejections().get(3).orElseThrow();
    assertEquals("BAD_SIGNATURE", refusal.code());
    assertEquals("Entry", refusal.type());
    assertTrue(refusal.receipt().isEmpty());
  }

  @Test
  void batch_ofNothing_hasNoVerdicts() {
    assertEquals(List.of(), admitter.admit(List.of()).rejections());
  }

  private static AddressedRecord good(long offset) throws Exception {
    return LEDGER.record(LEDGER.person("good").open(), offset);
  }

  private static AddressedRecord forged(long offset) throws Exception {
    WalletAccount account = LEDGER.person("mallory");
    PreparedCommand open = account.open();
    SignedCommand signed = SingleObject.decode(SignedCommand.class, open.value());
    byte[] payload = new byte[signed.getPayload().remaining()];
    signed.getPayload().get(payload);
    OpenAccount command = SingleObject.decode(OpenAccount.class, payload);
    command.getKeyProof().bytes()[PROOF_BYTE] ^= 1;
    byte[] value = CommandSealer.seal(LEDGER.id(), account.keys().owner(), Long.MAX_VALUE, command);
    int partition = Partitions.of(open.account(), LEDGER.partitions());
    return TestLedger.stamped(
        open.account(), new LogRecord(partition, offset, 0, open.key(), value));
  }
}
