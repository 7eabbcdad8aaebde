package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.jobs.record.TopicRecord;
import io.quittance.jobs.record.TopicRecordSerializer;
import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.account.Numbers;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.state.AccountState;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CoalesceBalancesOperatorTest {
  private static final int MAX_ACCOUNTS = 3;

  private OneInputStreamOperatorTestHarness<TopicRecord, TopicRecord> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new CoalesceBalancesOperator.Factory(MAX_ACCOUNTS), TopicRecordSerializer.INSTANCE);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void balances_beforeTheBarrier_areHeldBack() throws Exception {
    send(1, 10);
    send(2, 20);
    assertEquals(List.of(), out());
  }

  @Test
  void barrier_severalBalancesOfAnAccount_passesTheLatest() throws Exception {
    send(1, 10);
    send(2, 20);
    send(1, 11);
    harness.prepareSnapshotPreBarrier(1);
    assertEquals(List.of("1:11", "2:20"), out());
  }

  @Test
  void barrier_secondOne_passesNothingTwice() throws Exception {
    send(1, 10);
    harness.prepareSnapshotPreBarrier(1);
    harness.prepareSnapshotPreBarrier(2);
    assertEquals(List.of("1:10"), out());
  }

  @Test
  void map_atItsLimit_isPassedOnEarly() throws Exception {
    send(1, 10);
    send(2, 20);
    send(3, 30);
    assertEquals(List.of("1:10", "2:20", "3:30"), out());
    send(4, 40);
    assertEquals(3, out().size());
  }

  @Test
  void finish_balancesHeldBack_passesThem() throws Exception {
    send(1, 10);
    harness.getOneInputOperator().finish();
    assertEquals(List.of("1:10"), out());
  }

  private void send(int account, int balance) throws Exception {
    byte[] id = new byte[AccountId.BYTES];
    id[0] = (byte) account;
    AccountState state =
        AccountRecords.toState(
            Account.unopened(AccountId.of(id))
                .withAsset(AssetId.of(new byte[AssetId.BYTES]))
                .withNumbers(new Numbers(balance, 0, 0)));
    harness.processElement(new StreamRecord<>(new TopicRecord(id, SingleObject.encode(state))));
  }

  private List<String> out() throws Exception {
    List<String> balances = new ArrayList<>();
    for (TopicRecord record : harness.extractOutputValues()) {
      Balance balance = SingleObject.decode(Balance.class, record.value());
      assertArrayEquals(record.key(), balance.getAccount().bytes());
      balances.add(record.key()[0] + ":" + balance.getSequence());
    }
    return balances;
  }
}
