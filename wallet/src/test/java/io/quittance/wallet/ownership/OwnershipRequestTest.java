package io.quittance.wallet.ownership;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.NetworkId;
import io.quittance.wallet.ownership.OwnershipRequest.BalanceClaim;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class OwnershipRequestTest {
  private static final NetworkIdentity LOCAL =
      new NetworkIdentity(NetworkId.parse("01".repeat(32)), "local");
  private static final AccountId ACCOUNT = AccountId.of(new byte[32]);

  @Test
  void request_writtenAndRead_isTheSame() throws Exception {
    for (Optional<BalanceClaim> claim :
        List.of(claim(1250, 5, 3), Optional.<BalanceClaim>empty())) {
      OwnershipRequest written = request("Caf\u00e9 \"Rosa\"", claim);
      OwnershipRequest read = OwnershipRequest.parse(written.toBytes());
      assertArrayEquals(written.toBytes(), read.toBytes());
      assertEquals("Caf\u00e9 \"Rosa\"", read.verifier());
      assertEquals(LOCAL, read.network());
      assertEquals(ACCOUNT, read.account());
      assertArrayEquals(new byte[32], read.coins());
      assertEquals(claim, read.balance());
      assertEquals(written.code(), read.code());
    }
  }

  @Test
  void request_thatDiffersInAnything_hasAnotherCode() throws Exception {
    List<OwnershipRequest> requests =
        List.of(
            request("Rosa", Optional.empty()),
            request("Rosa 2", Optional.empty()),
            request("Rosa", claim(1250, 5, 3)),
            request("Rosa", claim(1251, 5, 3)),
            request("Rosa", claim(1250, 6, 3)),
            request("Rosa", claim(1250, 5, 4)));
    assertEquals(requests.size(), requests.stream().map(OwnershipRequest::code).distinct().count());
  }

  @Test
  void request_withAWrongField_isRefusedWithItsName() throws Exception {
    byte[] bytes = request("Rosa", claim(1250, 5, 3)).toBytes();
    String good = new String(bytes, StandardCharsets.UTF_8);
    Map<String, String> wrong =
        Map.of(
            good.replace("\"Rosa\"", "\" \""), "1 to 128 bytes",
            good.replace("/v2", "/v1"), "format must be quittance/ownership-request/v2",
            good.replace("\"Rosa\"", "\"" + "x".repeat(129) + "\""), "1 to 128 bytes",
            good.replace("\"local\"", "\"" + "x".repeat(65) + "\""), "network cannot be a name",
            good.replace("\"1250\"", "\"0\""), "balance.atLeast must be more than zero",
            good.replace("\"1250\"", "\"-1\""), "balance.atLeast must be a whole number",
            good.replace("\"1250\"", "\"+1\""), "balance.atLeast must be a whole number",
            good.replace("\"1250\"", "\"9223372036854775808\""), "must be a whole number",
            good.replace("\"account\":\"00", "\"account\":\""), "account must be 32 bytes",
            good.substring(1), "is not valid JSON");
    List<String> failures = new ArrayList<>();
    wrong.forEach(
        (text, reason) -> {
          QuittanceException e =
              assertThrows(
                  QuittanceException.class,
                  () -> OwnershipRequest.parse(text.getBytes(StandardCharsets.UTF_8)));
          if (!e.getMessage().contains(reason)) {
            failures.add(reason + ": " + e.getMessage());
          }
        });
    assertEquals(List.of(), failures);
  }

  @Test
  void bytes_ofAnyKind_areReadOrRefused() throws Exception {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    byte[] good = request("Rosa", claim(1250, 5, 3)).toBytes();
    for (int run = 0; run < 20_000; run++) {
      byte[] changed = good.clone();
      for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      try {
        OwnershipRequest.parse(changed);
      } catch (QuittanceException e) {
        continue;
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", run " + run, e);
      }
    }
  }

  private static Optional<BalanceClaim> claim(long atLeast, long sequence, long credits) {
    return Optional.of(new BalanceClaim(atLeast, sequence, credits, SealedAmount.NOTHING));
  }

  private static OwnershipRequest request(String verifier, Optional<BalanceClaim> claim)
      throws QuittanceException {
    return OwnershipRequest.of(LOCAL, verifier, ACCOUNT, new byte[32], claim);
  }
}
