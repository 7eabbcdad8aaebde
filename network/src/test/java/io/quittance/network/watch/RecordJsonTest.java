package io.quittance.network.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.journal.Entry;
import io.quittance.schemas.journal.Minted;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.receipt.SignedReceipt;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Settled;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RecordJsonTest {
  private static final Fixed32 ID = new Fixed32(new byte[32]);
  private static final JournalPosition POSITION = new JournalPosition(1, 2L, 3L, 4);

  @Test
  void settledEvent_namesWhatHappened() throws Exception {
    Issued issued = new Issued(ID, ID, 250L, ByteBuffer.wrap(new byte[] {(byte) 0xab}), 0L);
    JsonNode json =
        RecordJson.of(SingleObject.encode(new Settled(ID, ID, ID, 1L, POSITION, issued)));
    assertEquals(250, json.at("/event/Issued/amount").asLong());
    assertEquals("ab", json.at("/event/Issued/reference").asText());
    assertEquals("00".repeat(32), json.get("eventId").asText());
    assertEquals(2, json.at("/position/offset").asLong());
  }

  @Test
  void signedReceipt_showsItsPayload() throws Exception {
    Receipt receipt = new Receipt(ID, ID, ReceiptStatus.REJECTED, "FROZEN", 5L, POSITION, null);
    SignedReceipt signed =
        new SignedReceipt(
            ID, new Fixed64(new byte[64]), ByteBuffer.wrap(SingleObject.encode(receipt)));
    JsonNode json = RecordJson.of(SingleObject.encode(signed));
    assertEquals("REJECTED", json.at("/payload/Receipt/status").asText());
    assertEquals("FROZEN", json.at("/payload/Receipt/code").asText());
    receipt.setCode(null);
    receipt.setStatus(ReceiptStatus.ACCEPTED);
    signed.setPayload(ByteBuffer.wrap(SingleObject.encode(receipt)));
    assertTrue(RecordJson.of(SingleObject.encode(signed)).at("/payload/Receipt/code").isNull());
  }

  @Test
  void creditReceipt_showsItsEntry() throws Exception {
    Minted minted = new Minted(ID, ID, 250L, ByteBuffer.wrap(new byte[] {(byte) 0xab}));
    Entry entry = new Entry(ID, ID, 7L, 0L, ID, ID, POSITION, minted);
    Receipt receipt =
        new Receipt(
            ID,
            ID,
            ReceiptStatus.CREDITED,
            null,
            1L,
            POSITION,
            ByteBuffer.wrap(SingleObject.encode(entry)));
    SignedReceipt signed =
        new SignedReceipt(
            ID, new Fixed64(new byte[64]), ByteBuffer.wrap(SingleObject.encode(receipt)));
    JsonNode json = RecordJson.of(SingleObject.encode(signed));
    assertEquals(250, json.at("/payload/Receipt/entry/Entry/fact/Minted/amount").asLong());
    receipt.setEntry(ByteBuffer.wrap(new byte[] {1}));
    signed.setPayload(ByteBuffer.wrap(SingleObject.encode(receipt)));
    assertThrows(MalformedRecordException.class, () -> RecordJson.of(SingleObject.encode(signed)));
  }

  @Test
  void garbage_isRefused() {
    assertThrows(MalformedRecordException.class, () -> RecordJson.of(new byte[] {1, 2, 3}));
  }
}
