package io.quittance.verifier.encryption;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.Vectors;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DiscreteLogTest {
  @Test
  void solve32_peersCiphertexts_givesAmountsBelow32BitsAndNothingElse()
      throws InvalidProofException {
    for (JsonNode vector : Vectors.read("kat.json").get("decrypt")) {
      ElGamalSecretKey secret = ElGamalSecretKey.parse(Vectors.hex(vector.get("secret")));
      ElGamalCiphertext ciphertext = ElGamalCiphertext.parse(Vectors.hex(vector.get("ciphertext")));
      JsonNode expected = vector.get("npmDecryptU32");
      assertEquals(
          expected.isNull() ? OptionalLong.empty() : OptionalLong.of(Vectors.amount(expected)),
          DiscreteLog.solve32(secret.decryptToPoint(ciphertext)),
          vector.get("amount").asText());
    }
  }

  @Test
  void solve32_edgesOfTheTable_areFound() {
    for (long amount :
        new long[] {
          0,
          1,
          2,
          0xfffe,
          0xffff,
          0x1_0000,
          0x1_0001,
          0x1_ffff,
          0xf_ffff,
          0x10_0000,
          0x1f_ffff,
          0x20_0000,
          0xfff_ffff,
          0x1000_0000,
          0xffff_ffffL
        }) {
      assertEquals(
          OptionalLong.of(amount), DiscreteLog.solve32(Pedersen.multiplyG(Scalar.of(amount))));
    }
    assertEquals(OptionalLong.of(0), DiscreteLog.solve32(RistrettoPoint.IDENTITY));
    assertEquals(
        OptionalLong.empty(), DiscreteLog.solve32(Pedersen.multiplyG(Scalar.of(0x1_0000_0000L))));
  }
}
