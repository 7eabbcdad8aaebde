package io.quittance.cli;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.AuditorRotation;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.stack.local.AuditorKeyRotation;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The keys that amounts are encrypted with for the assets' auditors. */
@Command(
    name = "auditor",
    description = "Lists and changes the keys that amounts are encrypted with for auditors.",
    mixinStandardHelpOptions = true)
final class AuditorCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: auditor keys or auditor rotate.");
  }

  @Command(
      name = "keys",
      description = "Lists the auditors' keys and the epochs they are for.",
      mixinStandardHelpOptions = true)
  int keys() throws QuittanceException {
    NetworkFile network = NetworkFile.load(home().networkFile());
    for (Asset asset : network.network().assets().all()) {
      Optional<ElGamalPublicKey> first = asset.auditors().first();
      out()
          .printf(
              "%s  epoch 0  %s%n",
              asset.code(),
              first
                  .map(key -> "from the beginning        " + key.compressed())
                  .orElse("has no auditor"));
      for (AuditorRotation rotation : asset.auditors().rotations()) {
        out()
            .printf(
                "%s  epoch %d  from %s  %s, the former key for %s more%n",
                asset.code(),
                rotation.epoch(),
                Instant.ofEpochMilli(rotation.fromMillis()),
                rotation.key().compressed(),
                TimeUtils.formatWithHighestUnit(Duration.ofMillis(rotation.graceMillis())));
      }
    }
    return Quittance.OK;
  }

  @Command(
      name = "rotate",
      description = {
        "Gives an asset's auditor another key from a time to come, signed by the asset's compliance"
            + " officer, and writes it into the network file.",
        "For the grace, both keys are valid: nothing stands still while wallets learn of the new"
            + " one. Before that time comes, start the job again, then give the network file to the"
            + " wallets. The former keys still read what was encrypted for them."
      },
      mixinStandardHelpOptions = true)
  int rotate(
      @Option(
              names = "--asset",
              paramLabel = "CODE",
              description = "the asset; may be left out where the network has one")
          String asset,
      @Option(
              names = "--in",
              paramLabel = "TIME",
              defaultValue = "24 h",
              description = "how far ahead, such as 90 s or 24 h (default: ${DEFAULT-VALUE})")
          String in,
      @Option(
              names = "--grace",
              paramLabel = "TIME",
              defaultValue = "24 h",
              description = "how long the former key stays valid (default: ${DEFAULT-VALUE})")
          String grace,
      @Option(
              names = "--key",
              paramLabel = "HEX",
              description =
                  "the auditor's new ElGamal public key, 64 hexadecimal digits; without it, a"
                      + " keypair is made here")
          String key)
      throws QuittanceException {
    Instant now = Instant.now();
    AuditorKeyRotation rotation =
        AuditorKeyRotation.plan(
            home(),
            asset == null ? onlyAsset() : asset,
            now,
            new AuditorKeyRotation.Timing(
                now.plus(TimeText.parse(spec, in)).truncatedTo(ChronoUnit.MILLIS),
                TimeText.parse(spec, grace)),
            key == null ? Optional.empty() : Optional.of(publicKey(key)),
            new SecureRandom());
    AuditorRotation made = rotation.rotation();
    Instant from = Instant.ofEpochMilli(made.fromMillis());
    out().println("Epoch " + made.epoch() + ", key " + made.key().compressed());
    out().println("  begins       " + from);
    out().println("  former key   until " + from.plusMillis(made.graceMillis()));
    rotation.file().ifPresent(file -> out().println("  secret key   " + file));
    out().println("  network file " + home().networkFile());
    out().println("Start the job again before, then give the network file to the wallets.");
    return Quittance.OK;
  }

  private String onlyAsset() throws QuittanceException {
    NetworkFile network = NetworkFile.load(home().networkFile());
    if (network.codes().size() != 1) {
      throw new ParameterException(spec.commandLine(), "say which asset: --asset CODE.");
    }
    return network.codes().get(0);
  }

  private ElGamalPublicKey publicKey(String hex) {
    try {
      return ElGamalPublicKey.parse(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException | InvalidProofException e) {
      throw new ParameterException(
          spec.commandLine(),
          "\"" + hex + "\" is no ElGamal public key: " + e.getMessage() + ".",
          e);
    }
  }

  private static QuittanceHome home() {
    return QuittanceHome.of(System.getenv());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
