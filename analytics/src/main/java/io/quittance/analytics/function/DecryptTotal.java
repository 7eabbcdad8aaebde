package io.quittance.analytics.function;

import io.quittance.network.QuittanceException;
import io.quittance.network.keys.AuditorKeys;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.DiscreteLog;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalSecretKey;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code decrypt_total(lo, hi, file)}: an encrypted total in clear, with the auditor's key in a
 * file on the machine that evaluates it.
 *
 * <p>Each half is searched for below 2^32: so a total of up to {@value #MOST_TRANSFERS} transfers
 * is found if it is below 2^48 units. The result is null where nothing is found, because there is
 * more or because the key is another's; that takes the longest. The key stays in this process.
 */
public final class DecryptTotal extends ScalarFunction {
  /** Their lower halves, each below 2^16, add up to less than 2^32. */
  public static final int MOST_TRANSFERS = 1 << 16;

  private static final long serialVersionUID = 1L;
  private static final int LOW_BITS = 16;

  private transient Map<String, ElGamalSecretKey> keys;

  /** Evaluates the function; Flink finds it by its name. */
  public Long eval(byte[] lo, byte[] hi, String file) throws QuittanceException {
    if (lo == null || hi == null || file == null) {
      return null;
    }
    ElGamalSecretKey key = key(file);
    OptionalLong low = solve(lo, key);
    OptionalLong high = low.isEmpty() ? low : solve(hi, key);
    return high.isEmpty() ? null : low.getAsLong() + (high.getAsLong() << LOW_BITS);
  }

  private static OptionalLong solve(byte[] part, ElGamalSecretKey key) {
    try {
      return DiscreteLog.solve32(key.decryptToPoint(ElGamalCiphertext.parse(part)));
    } catch (InvalidProofException noCiphertext) {
      return OptionalLong.empty();
    }
  }

  private ElGamalSecretKey key(String file) throws QuittanceException {
    if (keys == null) {
      keys = new HashMap<>();
    }
    ElGamalSecretKey key = keys.get(file);
    if (key == null) {
      key = AuditorKeys.load(Path.of(file)).elGamal().secretKey();
      keys.put(file, key);
    }
    return key;
  }
}
