package io.quittance.wallet.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.network.QuittanceException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageTest {
  @Test
  void message_writtenAndRead_isTheSame() throws Exception {
    for (Message.Kind kind : Message.Kind.values()) {
      for (int length : new int[] {0, 1, 2, 3, 4096}) {
        Message message = new Message(kind, new byte[length]);
        String text = message.text();
        assertEquals(message, Message.parse(text));
        assertTrue(text.length() <= Message.MAX_CHARACTERS, text.length() + " characters");
      }
    }
    Message verdict = new Message(Message.Kind.VERDICT, new byte[] {1});
    assertEquals("ownership1:verdict:AQ:9d95b656.", verdict.text());
  }

  @Test
  void message_withAnyCharacterChanged_isRefused() {
    String text = new Message(Message.Kind.CHALLENGE, new byte[] {1, 2, 3}).text();
    List<String> accepted = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'a' ? 'b' : 'a';
      String changed = text.substring(0, i) + other + text.substring(i + 1);
      try {
        accepted.add(Message.parse(changed).toString());
      } catch (QuittanceException e) {
        continue;
      }
    }
    assertEquals(List.of(), accepted);
  }

  @Test
  void message_thatIsNone_isRefusedWithTheReason() {
    String good = new Message(Message.Kind.CHALLENGE, new byte[] {1}).text();
    Map<String, String> wrong =
        Map.of(
            "",
            "it does not begin with ownership1:.",
            "GET / HTTP/1.1",
            "it does not begin with ownership1:.",
            good.substring(0, good.length() - 1),
            "it is cut off.",
            "ownership1:challenge:AQ.",
            "it is cut off.",
            good.replace("challenge", "chalenge"),
            "it has a wrong character: its checksum does not fit.",
            "x".repeat(6001),
            "it is longer than 6000 characters.");
    wrong.forEach(
        (text, reason) -> {
          QuittanceException e = assertThrows(QuittanceException.class, () -> Message.parse(text));
          assertEquals(
              "What the other side sent is no message of this protocol: " + reason, e.getMessage());
          assertEquals(1, e.exitStatus());
        });
    assertThrows(
        IllegalArgumentException.class, () -> new Message(Message.Kind.HELLO, new byte[4097]));
  }

  @Test
  void line_atTheLimit_isReadAndOnePastRefused() throws Exception {
    String longest = "x".repeat(LineInput.MAX_LINE_BYTES);
    LineInput lines = input("a\r\n\n" + longest + "\nend");
    assertEquals(Optional.of("a"), lines.next());
    assertEquals(Optional.of(""), lines.next());
    assertEquals(Optional.of(longest), lines.next());
    assertEquals(Optional.of("end"), lines.next());
    assertEquals(Optional.empty(), lines.next());
    assertThrows(QuittanceException.class, () -> input(longest + "y\n").next());
  }

  @Test
  void code_typedInAnyWay_isTheSame() throws Exception {
    SessionCode code = SessionCode.of(new byte[] {1, 2, 3});
    assertTrue(code.toString().matches("[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}"));
    assertEquals(code, SessionCode.parse(code.toString().toLowerCase().replace("-", " ")));
    for (String wrong :
        new String[] {"", "7KQ2M-9XDP", "7KQ2M-9XDPAA", "7KQ2M-9XDPU", "é".repeat(10)}) {
      QuittanceException e = assertThrows(QuittanceException.class, () -> SessionCode.parse(wrong));
      assertEquals(2, e.exitStatus());
    }
  }

  @Test
  void address_inAnyForm_isRead() throws Exception {
    assertEquals(new HostPort("localhost", 0), HostPort.parse("localhost:0"));
    assertEquals(new HostPort("::1", 65535), HostPort.parse("[::1]:65535"));
    assertEquals("[::1]:65535", HostPort.parse("[::1]:65535").toString());
    for (String wrong : new String[] {"", "x", "x:", ":1", "x:65536", "x:-1", "x:123456", "x:a"}) {
      QuittanceException e = assertThrows(QuittanceException.class, () -> HostPort.parse(wrong));
      assertEquals(2, e.exitStatus());
    }
  }

  private static LineInput input(String text) {
    return new LineInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
