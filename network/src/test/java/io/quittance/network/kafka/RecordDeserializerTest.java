package io.quittance.network.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.schemas.Fixed32;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class RecordDeserializerTest {
  private final RecordDeserializer deserializer = new RecordDeserializer();

  @Test
  void value_ofATopic_isItsRecord() {
    Receipt receipt =
        new Receipt(
            new Fixed32(new byte[32]),
            new Fixed32(new byte[32]),
            ReceiptStatus.ACCEPTED,
            null,
            7L,
            new JournalPosition(0, 1L, 2L, 1),
            null);
    assertEquals(receipt, deserializer.deserialize("any", SingleObject.encode(receipt)));
  }

  @Test
  void value_thatIsNone_failsToDeserialize() {
    byte[] confluent = {0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7};
    assertThrows(SerializationException.class, () -> deserializer.deserialize("any", confluent));
    assertThrows(SerializationException.class, () -> deserializer.deserialize("any", null));
  }
}
