package io.quittance.cli.wallet;

import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.wallet.keys.KeyDerivation;
import io.quittance.wallet.keys.OwnerSeed;
import io.quittance.wallet.keys.WalletKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "restore",
    description = {
      "Creates a wallet again from its seed, from which all its keys follow.",
      "Balance and history are read from the network."
    },
    mixinStandardHelpOptions = true)
final class RestoreCommand extends CreatingAction {
  private static final String STANDARD_INPUT = "-";

  @Option(
      names = "--seed",
      paramLabel = "FILE",
      required = true,
      description = {
        "A file that only you can read, with what ./quittance wallet seed printed, or a keypair file"
            + " of solana-keygen; - for standard input."
      })
  private String seed;

  @Option(
      names = "--old-keys",
      description = {
        "The account was opened by a wallet that derived its keys as Solana's do, the same ones for"
            + " every network and asset."
      })
  private boolean oldKeys;

  @Override
  WalletKeys keys(NetworkIdentity network, String asset) throws QuittanceException {
    SigningKey owner =
        seed.equals(STANDARD_INPUT)
            ? OwnerSeed.parse("Standard input", standardInput())
            : OwnerSeed.load(Path.of(seed));
    KeyDerivation derivation = oldKeys ? KeyDerivation.SOLANA : KeyDerivation.PER_ASSET;
    return WalletKeys.derive(name(), network, asset, owner, derivation);
  }

  private static String standardInput() throws QuittanceException {
    InputStream in = System.in;
    try {
      byte[] bytes = in.readNBytes(OwnerSeed.MAX_CHARACTERS + 1);
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw QuittanceException.failure(
          "The seed cannot be read: " + e.getMessage() + ".", "Name a file with --seed.", e);
    }
  }

  @Override
  void report(PrintedLines terminal, WalletKeys keys, Path file) {
    terminal.line(
        "Restored wallet %s for %s on network %s.", name(), keys.asset(), keys.network().name());
    describe(terminal, keys, file);
    terminal.line("Next: ./quittance wallet balance %s", name());
  }
}
