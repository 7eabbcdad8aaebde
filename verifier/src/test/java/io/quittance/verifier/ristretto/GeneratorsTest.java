package io.quittance.verifier.ristretto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.junit.jupiter.api.Test;

/** Element derivation yields the generators that the reference implementation publishes. */
class GeneratorsTest {
  private static final int UNIFORM_BYTES = 64;

  private final JsonNode vectors = read();

  @Test
  void pedersenH_derivedFromHashOfG_isThePublishedOne() throws GeneralSecurityException {
    final byte[] g = RistrettoPoint.BASEPOINT.compress().toBytes();
    final byte[] hash = MessageDigest.getInstance("SHA3-512").digest(g);
    assertEquals(vectors.get("G").textValue(), HexFormat.of().formatHex(g));
    assertEquals(
        vectors.get("H").textValue(), RistrettoPoint.fromUniformBytes(hash).compress().toString());
  }

  @Test
  void bulletproofGenerators_derivedFromChain_areThePublishedOnes()
      throws GeneralSecurityException {
    final JsonNode published = vectors.get("bulletproofGens");
    for (String label : new String[] {"G", "H"}) {
      final byte[] domain = ("GeneratorsChain" + label).getBytes(StandardCharsets.US_ASCII);
      final SHAKEDigest chain = new SHAKEDigest(256);
      chain.update(domain, 0, domain.length);
      final byte[] block = new byte[UNIFORM_BYTES];
      final MessageDigest all = MessageDigest.getInstance("SHA-256");
      for (int i = 0; i < 256; i++) {
        chain.doOutput(block, 0, UNIFORM_BYTES);
        final CompressedRistretto generator = RistrettoPoint.fromUniformBytes(block).compress();
        all.update(generator.toBytes());
        if (i < published.get(label).size()) {
          assertEquals(published.get(label).get(i).textValue(), generator.toString());
        }
      }
      assertEquals(
          published.get("sha256OfFirst256").get(label).textValue(),
          HexFormat.of().formatHex(all.digest()));
    }
  }

  private static JsonNode read() {
    try (InputStream in = GeneratorsTest.class.getResourceAsStream("/vectors/kat.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException("The vectors are not readable", e);
    }
  }
}
