package io.quittance.ledger.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.schemas.Fixed128;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed36;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.analytics.EncryptedTotal;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What of a transfer is in a total: what the auditor can read, and nothing where he cannot. */
class WindowTotalsTest {
  /** Behind the three keys of a validity proof's context. */
  private static final int LO = 96;

  private static final int HI = LO + 128;
  private static final int END = HI + 128;

  @Test
  void transfer_isInATotal_ifAnyOfItsHalvesHasAHandleForTheAuditor() throws Exception {
    int unreadable = 0;
    for (JsonNode vector : cases()) {
      String id = vector.get("id").asText();
      Optional<EncryptedTotal> total = Totals.of(event(vector), 5, 9);
      boolean readable = vector.get("readableByTheAuditor").asBoolean();
      assertEquals(readable, total.isPresent(), id);
      JsonNode instruction = vector.get("instruction");
      if (readable) {
        assertEquals(1, total.get().getTransfers(), id);
        assertArrayEquals(
            hex(instruction.get("auditorCiphertextLo")), total.get().getLo().bytes(), id);
        assertArrayEquals(
            hex(instruction.get("auditorCiphertextHi")), total.get().getHi().bytes(), id);
      } else {
        unreadable++;
      }
    }
    assertEquals(1, unreadable);
  }

  /** It stands for such a transfer in its payer's chain, and changes no sum. */
  @Test
  void totalOfNothing_addedToAnother_changesOnlyItsPeriod() throws Exception {
    JsonNode[] vectors = new JsonNode[3];
    int count = 0;
    for (JsonNode vector : cases()) {
      vectors[count++] = vector;
    }
    EncryptedTotal nothing = Totals.nothing(event(vectors[0]), 0, 9);
    assertEquals(0, nothing.getTransfers());
    EncryptedTotal one = Totals.of(event(vectors[1]), 5, 9).orElseThrow();
    assertEquals(Totals.within(one, 0, 9), Totals.sum(one, nothing, one.getPayee()));
  }

  @Test
  void event_ofAnotherKindOrDamaged_isInNone() throws Exception {
    Settled event = event(cases().get(1));
    Arrays.fill(((Transferred) event.getEvent()).getLo().bytes(), (byte) 0xff);
    assertThrows(IllegalArgumentException.class, () -> Totals.of(event, 0, 1));
    event.setEvent(null);
    assertTrue(Totals.of(event, 0, 1).isEmpty());
  }

  private static JsonNode cases() throws IOException {
    try (InputStream in =
        WindowTotalsTest.class.getResourceAsStream("/vectors/transfers_identity_handles.json")) {
      return new ObjectMapper().readTree(in).get("cases");
    }
  }

  private static byte[] hex(JsonNode node) {
    return HexFormat.of().parseHex(node.asText());
  }

  private static Settled event(JsonNode vector) {
    byte[] validity = hex(vector.get("instruction").get("validity").get("context"));
    return Settled.newBuilder()
        .setEventId(new Fixed32(new byte[32]))
        .setAsset(new Fixed32(new byte[32]))
        .setAccount(new Fixed32(new byte[32]))
        .setNumber(1)
        .setPosition(new JournalPosition(0, 1L, 1L, 1))
        .setEvent(
            Transferred.newBuilder()
                .setPayee(new Fixed32(new byte[32]))
                .setPayeeOwner(new Fixed32(new byte[32]))
                .setPayerElGamalKey(new Fixed32(new byte[32]))
                .setPayeeElGamalKey(new Fixed32(new byte[32]))
                .setLo(new Fixed128(Arrays.copyOfRange(validity, LO, HI)))
                .setHi(new Fixed128(Arrays.copyOfRange(validity, HI, END)))
                .setCreditsApplied(0)
                .setAvailable(new Fixed64(new byte[64]))
                .setDecryptableAvailable(new Fixed36(new byte[36]))
                .setMemo(ByteBuffer.allocate(0))
                .build())
        .build();
  }
}
