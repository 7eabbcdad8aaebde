package io.quittance.verifier.transcript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TranscriptTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void transcript_merlinTestProtocol_matchesKnownAnswer() {
    MerlinTranscript transcript = MerlinTranscript.ofProtocol(new Label("test protocol"));
    transcript.append(new Label("some label"), "some data".getBytes(StandardCharsets.US_ASCII));
    assertEquals(
        "d5a21972d0d5fe320c0d263fac7fffb8145aa640af6e9bca177c03c7efcf0615",
        HEX.formatHex(transcript.bytes(new Label("challenge"), 32)));
  }

  /** The second test of the merlin crate: 32 rounds of a message of 1024 bytes and a challenge. */
  @Test
  void transcript_longMessagesAcrossTheRate_matchByteWiseAbsorption() {
    MerlinTranscript whole = MerlinTranscript.ofProtocol(new Label("test protocol"));
    byte[] data = new byte[1024];
    Arrays.fill(data, (byte) 99);
    whole.append(new Label("step1"), "some data".getBytes(StandardCharsets.US_ASCII));
    byte[] challenge = new byte[0];
    for (int i = 0; i < 32; i++) {
      challenge = whole.bytes(new Label("challenge"), 32);
      whole.append(new Label("bigdata"), data);
      whole.append(new Label("challengedata"), challenge);
    }
    assertEquals(
        "a8c933f54fae76e3f9bea93648c1308e7dfa2152dd51674ff3ca438351cf003c",
        HEX.formatHex(challenge));
  }

  @Test
  void transcript_sliceOfAnArray_equalsTheSliceAlone() {
    byte[] data = HEX.parseHex("00112233445566778899");
    MerlinTranscript slice = MerlinTranscript.begin(Labels.PUBKEY_VALIDITY);
    slice.append(Labels.PUBKEY, data, 3, 4);
    MerlinTranscript alone = MerlinTranscript.begin(Labels.PUBKEY_VALIDITY);
    alone.append(Labels.PUBKEY, HEX.parseHex("33445566"));
    assertArrayEquals(slice.bytes(Labels.CHALLENGE_C, 64), alone.bytes(Labels.CHALLENGE_C, 64));
  }

  @Test
  void transcript_number_isEightLittleEndianBytes() {
    MerlinTranscript number = MerlinTranscript.begin(Labels.BATCHED_RANGE_PROOF);
    number.append(Labels.N, 0x0102030405060780L);
    MerlinTranscript bytes = MerlinTranscript.begin(Labels.BATCHED_RANGE_PROOF);
    bytes.append(Labels.N, HEX.parseHex("8007060504030201"));
    assertArrayEquals(number.bytes(Labels.CHALLENGE_C, 64), bytes.bytes(Labels.CHALLENGE_C, 64));
  }

  @Test
  void transcript_otherStatementLabelOrOrder_givesAnotherChallenge() {
    byte[] expected = challengeOf(Labels.PUBKEY_VALIDITY, Labels.PUBKEY, "01", Labels.Y, "02");
    byte[][] others = {
      challengeOf(Labels.ZERO_CIPHERTEXT, Labels.PUBKEY, "01", Labels.Y, "02"),
      challengeOf(Labels.PUBKEY_VALIDITY, Labels.Y, "01", Labels.Y, "02"),
      challengeOf(Labels.PUBKEY_VALIDITY, Labels.Y, "02", Labels.PUBKEY, "01"),
      challengeOf(Labels.PUBKEY_VALIDITY, Labels.PUBKEY, "0102", Labels.Y, ""),
      challengeOf(Labels.PUBKEY_VALIDITY, Labels.PUBKEY, "01", Labels.Y, "03"),
    };
    for (byte[] other : others) {
      assertFalse(Arrays.equals(expected, other));
    }
  }

  @Test
  void transcript_begunTwice_sharesNoState() {
    byte[] first = challengeOf(Labels.PUBKEY_VALIDITY, Labels.PUBKEY, "01", Labels.Y, "02");
    byte[] second = challengeOf(Labels.PUBKEY_VALIDITY, Labels.PUBKEY, "01", Labels.Y, "02");
    assertArrayEquals(first, second);
  }

  @Test
  void strobe_continuationWithOtherFlags_isRefused() {
    Strobe128 strobe = new Strobe128(new byte[] {1});
    strobe.associatedData(new byte[] {2}, 0, 1);
    assertThrows(IllegalStateException.class, () -> strobe.metaLength(3));
  }

  private static byte[] challengeOf(
      Label statement, Label first, String firstHex, Label second, String secondHex) {
    MerlinTranscript transcript = MerlinTranscript.begin(statement);
    transcript.append(first, HEX.parseHex(firstHex));
    transcript.append(second, HEX.parseHex(secondHex));
    return transcript.bytes(Labels.CHALLENGE_C, 64);
  }
}
