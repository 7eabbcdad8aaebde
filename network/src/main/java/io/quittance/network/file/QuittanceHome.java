package io.quittance.network.file;

import io.quittance.network.QuittanceException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The directory where a person's wallets and the local network's files are kept: {@code
 * $QUITTANCE_HOME}, or {@code .quittance} in the user's home directory.
 */
public final class QuittanceHome {
  /** The environment variable that moves the directory. */
  public static final String VARIABLE = "QUITTANCE_HOME";

  /** Longest name of a wallet, in characters. */
  public static final int MAX_NAME_CHARACTERS = 64;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private final Path directory;

  private QuittanceHome(Path directory) {
    this.directory = directory;
  }

  public static QuittanceHome of(Path directory) {
    return new QuittanceHome(Objects.requireNonNull(directory, "directory"));
  }

  /** The directory that the environment names, else the default. */
  public static QuittanceHome of(Map<String, String> environment) {
    String named = environment.get(VARIABLE);
    if (named != null && !named.isBlank()) {
      return of(Path.of(named));
    }
    return of(userHome(System.getProperty("user.home"), environment).resolve(".quittance"));
  }

  /** Java says "?" of a user whom the system has no entry for: no directory to keep keys in. */
  static Path userHome(String known, Map<String, String> environment) {
    if (known != null && Path.of(known).isAbsolute()) {
      return Path.of(known);
    }
    String named = environment.getOrDefault("HOME", "");
    if (!Path.of(named).isAbsolute()) {
      throw new IllegalStateException(
          "this user has no home directory: set QUITTANCE_HOME to a directory for the keys");
    }
    return Path.of(named);
  }

  public Path directory() {
    return directory;
  }

  /** Where the running network writes what wallets must know of it. */
  public Path networkFile() {
    return directory.resolve("network.json");
  }

  /** The key that signs the network's statements. */
  public Path authorityFile() {
    return directory.resolve("authority.json");
  }

  /** The issuer's keys. */
  public Path issuerFile() {
    return directory.resolve("issuer.json");
  }

  /** The compliance officer's keys. */
  public Path complianceOfficerFile() {
    return directory.resolve("compliance-officer.json");
  }

  /** The auditor's keys of epoch 0. */
  public Path auditorFile() {
    return auditorFile(0);
  }

  /** The auditor's keys of an epoch. */
  public Path auditorFile(int epoch) {
    return directory.resolve(epoch == 0 ? "auditor.json" : "auditor-epoch-" + epoch + ".json");
  }

  /** The operator's first key. */
  public Path operatorFile() {
    return operatorFile(1);
  }

  /** One of the operator's keys, which are numbered from 1. */
  public Path operatorFile(int number) {
    return directory.resolve(number == 1 ? "operator.json" : "operator-" + number + ".json");
  }

  /** Where wallets are kept. */
  public Path walletsDirectory() {
    return directory.resolve("wallets");
  }

  /** The key file of the wallet of that name; the name cannot leave the directory. */
  public Path walletFile(String name) throws QuittanceException {
    if (!isWalletName(name)) {
      throw QuittanceException.usage(
          "\"" + name + "\" is not a wallet name.",
          "Use letters, digits, dots, dashes and underscores, at most "
              + MAX_NAME_CHARACTERS
              + " characters, starting with a letter or digit.");
    }
    return walletsDirectory().resolve(name + ".json");
  }

  /** Where what the wallet of that name remembers is kept, beside its keys. */
  public Path memoryFile(String name) throws QuittanceException {
    return walletFile(name).resolveSibling(name + ".known");
  }

  /** Whether a wallet could have that name. */
  public static boolean isWalletName(String name) {
    return name.length() <= MAX_NAME_CHARACTERS && NAME.matcher(name).matches();
  }
}
