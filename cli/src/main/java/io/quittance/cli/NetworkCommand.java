package io.quittance.cli;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.statement.AssetTerms;
import io.quittance.ledger.statement.Statement;
import io.quittance.ledger.statement.StatementChain;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.keys.AuthorityKeys;
import io.quittance.network.option.RunningNetwork;
import io.quittance.schemas.signature.InvalidSignatureException;
import io.quittance.schemas.signature.VerifyingKey;
import io.quittance.stack.local.HomeStatements;
import io.quittance.stack.local.LocalNetwork;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a network is, in the statements that its authority signs. */
@Command(
    name = "network",
    description = "Founds a network, shows what it is, and makes its next statement.",
    mixinStandardHelpOptions = true)
final class NetworkCommand implements Runnable {
  private static final String HEX = "HEX";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to do: network init, network show, network diff or network publish.");
  }

  @Command(
      name = "init",
      description = {
        "Founds a network: makes the keys of everybody in it and its first statement, whose hash is"
            + " the network's id for ever.",
        "It has one asset to begin with, EURQ. Take authority.json, issuer.json and the others to"
            + " those who answer for them; the network file is for everybody."
      },
      mixinStandardHelpOptions = true)
  int init(
      @Parameters(paramLabel = "NAME", description = "what people call the network") String name,
      @Option(
              names = "--partitions",
              paramLabel = "N",
              defaultValue = "4",
              description =
                  "partitions of the journal, fixed for the life of the network (default:"
                      + " ${DEFAULT-VALUE})")
          int partitions,
      @Option(
              names = "--bootstrap-servers",
              paramLabel = "HOST:PORT",
              defaultValue = "",
              description = "where its brokers listen")
          String servers,
      @Mixin OwnHome own)
      throws QuittanceException {
    QuittanceHome home = own.home();
    if (Files.exists(home.networkFile())) {
      throw QuittanceException.usage(
          home.networkFile() + " exists already.",
          "Choose another home with QUITTANCE_HOME for a new network.");
    }
    NetworkFile network = founded(home, name, partitions).withBootstrapServers(servers);
    HomeStatements.save(network, home, "Check permissions and space there, then try again.");
    out().println("Network " + network.name());
    out().println("  id           " + network.id());
    out().println("  network file " + home.networkFile());
    out().println("  authority    " + home.authorityFile());
    return Quittance.OK;
  }

  private NetworkFile founded(QuittanceHome home, String name, int partitions)
      throws QuittanceException {
    try {
      return LocalNetwork.open(home, name, partitions, partitions);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage() + ".", e);
    }
  }

  @Command(
      name = "show",
      description = "Shows what a network is by its last statement.",
      mixinStandardHelpOptions = true)
  int show(@Mixin RunningNetwork running) throws QuittanceException {
    NetworkFile network = running.file(QuittanceHome.of(System.getenv()));
    out().println("id          " + network.id());
    out().println("version     " + network.latest().version());
    NetworkText.lines(network.latest()).forEach(out()::println);
    return Quittance.OK;
  }

  @Command(
      name = "diff",
      description = {
        "Shows what differs between two files of one network.",
        "Fails if they are not of one network, or if its authority signed two statements of one"
            + " version, which is fraud."
      },
      mixinStandardHelpOptions = true)
  int diff(
      @Parameters(paramLabel = "OLD", description = "one file of the network") Path old,
      @Parameters(paramLabel = "NEW", description = "the other one") Path changed)
      throws QuittanceException {
    NetworkFile before = NetworkFile.load(old);
    NetworkFile after = NetworkFile.load(changed);
    if (!before.identity().is(after.identity())) {
      throw QuittanceException.failure(
          "They are two networks: " + before.identity() + " and " + after.identity() + ".",
          "Compare files of one network.");
    }
    requireNoFork(before.statements(), after.statements());
    out().println("version " + before.latest().version() + " to " + after.latest().version());
    NetworkText.difference(before.latest(), after.latest()).forEach(out()::println);
    return Quittance.OK;
  }

  private static void requireNoFork(StatementChain one, StatementChain other)
      throws QuittanceException {
    int common = Math.min(one.latest().version(), other.latest().version());
    for (int version = 1; version <= common; version++) {
      if (!one.version(version).equals(other.version(version))) {
        throw QuittanceException.failure(
            "The network's authority signed two statements of version " + version + ".",
            "Do not rely on this network: keep both files, they prove it.");
      }
    }
  }

  /** Where the keys are. */
  static final class OwnHome {
    @Option(
        names = "--home",
        paramLabel = "DIR",
        description = "where keys and network file are (default: $QUITTANCE_HOME)")
    private Path directory;

    private QuittanceHome home() {
      return directory == null ? QuittanceHome.of(System.getenv()) : QuittanceHome.of(directory);
    }
  }

  /** One thing that changes; a statement changes one, so that it can be said what it is about. */
  static final class Change {
    @Option(
        names = "--add-asset",
        paramLabel = "CODE",
        description = "settles another asset from now on, with the keys named below")
    private String added;

    @Option(
        names = "--close-asset",
        paramLabel = "CODE",
        description =
            "closes an asset for issues and new accounts, for good; what was credited is paid and"
                + " redeemed as before")
    private String closed;

    @Option(
        names = "--rule-set",
        paramLabel = "N",
        description =
            "judges by newer rules from now on, for good: from 2 on assets can be closed; wallets"
                + " and jobs of a build that does not know them stop")
    private Integer ruleSet;

    @Option(
        names = "--authority",
        paramLabel = HEX,
        description = "the Ed25519 public key that signs the statements after this one")
    private String authority;
  }

  @Command(
      name = "publish",
      description = {
        "Makes the network's next statement, signed with authority.json, and writes it into the"
            + " network file.",
        "Keys of the operator and of auditors change with './quittance operator rotate' and"
            + " './quittance auditor rotate', which make statements too.",
        "Start the job again, which writes the statement into the journal; then give the network"
            + " file to the wallets. A job that meets a statement before its file has it stops."
      },
      mixinStandardHelpOptions = true)
  int publish(
      @ArgGroup(exclusive = true, multiplicity = "1") Change change,
      @Option(
              names = "--decimals",
              paramLabel = "N",
              defaultValue = "2",
              description = "of an added asset (default: ${DEFAULT-VALUE})")
          int decimals,
      @Option(names = "--issuer", paramLabel = HEX, description = "its issuer's Ed25519 key")
          String issuer,
      @Option(
              names = "--officer",
              paramLabel = HEX,
              description = "its compliance officer's Ed25519 key")
          String officer,
      @Option(
              names = "--auditor",
              paramLabel = HEX,
              description = "its auditor's ElGamal key; without it the asset has no auditor")
          String auditor,
      @Mixin OwnHome own)
      throws QuittanceException {
    QuittanceHome home = own.home();
    NetworkFile network = NetworkFile.load(home.networkFile());
    Statement next;
    if (change.added != null) {
      if (network.find(change.added).isPresent()) {
        throw usage("the network has an asset " + change.added + " already.");
      }
      Asset added = asset(change.added, decimals, issuer, officer, auditor);
      next = network.latest().next().withAsset(AssetTerms.open(added));
    } else {
      next = changed(network, change);
    }
    List<String> difference = NetworkText.difference(network.latest(), next);
    if (difference.isEmpty()) {
      throw usage("that is what the network is already.");
    }
    HomeStatements.save(
        HomeStatements.next(home, network, next),
        home,
        "Check permissions and space there, then try again.");
    out().println("version " + network.latest().version() + " to " + next.version());
    difference.forEach(out()::println);
    out().println("Start the job again, then give the network file to the wallets.");
    return Quittance.OK;
  }

  private Statement changed(NetworkFile network, Change change) throws QuittanceException {
    Statement latest = network.latest();
    if (change.closed != null) {
      Asset asset = network.asset(change.closed);
      if (latest.ruleSet() < Statement.CLOSES_ASSETS) {
        throw usage(
            "rule set "
                + latest.ruleSet()
                + " knows no closed assets; publish --rule-set "
                + Statement.CLOSES_ASSETS
                + " first, once all jobs and wallets know it.");
      }
      return latest.next().withAsset(AssetTerms.closed(asset));
    }
    if (change.ruleSet != null) {
      if (change.ruleSet < latest.ruleSet() || change.ruleSet > Statement.RULE_SET) {
        throw usage(
            "the rule set is "
                + latest.ruleSet()
                + ", is never lowered, and this build knows 1 to "
                + Statement.RULE_SET
                + ".");
      }
      return latest.next().withRuleSet(change.ruleSet);
    }
    return latest.next().withAuthority(signing("--authority", change.authority));
  }

  @Command(
      name = "new-authority",
      description = {
        "Makes the key of the network's next authority and prints its public half, for"
            + " './quittance network publish --authority HEX'. Once that statement is published, FILE"
            + " takes the place of authority.json, and the former key is destroyed.",
        "A key that nobody holds could never sign a statement again: keep FILE before you publish."
      },
      mixinStandardHelpOptions = true)
  int newAuthority(
      @Parameters(paramLabel = "FILE", description = "the key file to make") Path file,
      @Mixin RunningNetwork running)
      throws QuittanceException {
    NetworkFile network = running.file(QuittanceHome.of(System.getenv()));
    if (Files.exists(file)) {
      throw QuittanceException.usage(file + " exists already.", "Name another file.");
    }
    AuthorityKeys keys = AuthorityKeys.generateNetwork(network.identity(), new SecureRandom());
    keys.save(file);
    out().println(keys.signingKey().verifyingKey());
    return Quittance.OK;
  }

  private Asset asset(String code, int decimals, String issuer, String officer, String auditor) {
    if (issuer == null || officer == null) {
      throw usage("an added asset has --issuer and --officer.");
    }
    try {
      return new Asset(
          code,
          decimals,
          signing("--issuer", issuer),
          signing("--officer", officer),
          auditor == null ? Optional.empty() : Optional.of(encryption(auditor)));
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage() + ".");
    }
  }

  private VerifyingKey signing(String option, String hex) {
    try {
      return VerifyingKey.parse(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException | InvalidSignatureException e) {
      throw usage(option + " is no Ed25519 public key: " + e.getMessage() + ".");
    }
  }

  private ElGamalPublicKey encryption(String hex) {
    try {
      return ElGamalPublicKey.parse(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException | InvalidProofException e) {
      throw usage("--auditor is no ElGamal public key: " + e.getMessage() + ".");
    }
  }

  private ParameterException usage(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
