package io.quittance.cli.wallet;

import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.asset.Asset;
import io.quittance.network.QuittanceException;
import io.quittance.network.amount.AmountFormat;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.host.SafeText;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AccountStatus;
import io.quittance.schemas.settlement.Balance;
import io.quittance.verifier.batch.Verdict;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.client.QuittanceClient;
import io.quittance.wallet.ownership.Channel;
import io.quittance.wallet.ownership.Counter;
import io.quittance.wallet.ownership.HostPort;
import io.quittance.wallet.ownership.LineInput;
import io.quittance.wallet.ownership.Message;
import io.quittance.wallet.ownership.OwnershipCheck;
import io.quittance.wallet.ownership.OwnershipRequest.BalanceClaim;
import io.quittance.wallet.ownership.TcpChannel;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "check-ownership",
    description =
        "Challenges somebody to prove, live, that he holds an account's key; for a payee.",
    mixinStandardHelpOptions = true)
final class CheckOwnershipCommand extends WalletAction {
  @ParentCommand private WalletCommand parent;

  @Parameters(
      index = "0",
      paramLabel = "ADDRESS",
      description = "The payer's payment address, or the name of a wallet on this machine.")
  private String address;

  @Option(
      names = "--at-least",
      paramLabel = "AMOUNT",
      description = "Also that so much is available, such as 12.50; how much it is stays hidden.")
  private String atLeast;

  @Option(
      names = "--as",
      paramLabel = "TEXT",
      defaultValue = "somebody without a name",
      description = "Who asks, as the payer is to see it: \"Cafe Rosa, counter 2\".")
  private String verifier;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where the payer connects to; a free port on localhost by default.")
  private String listen;

  @Mixin private OwnershipOptions options;

  /** What is to be proved, by whom, in words. */
  private record Question(Asset asset, AccountId account, Optional<BalanceClaim> balance) {}

  @Override
  WalletEnvironment environment() {
    return parent.environment();
  }

  @Override
  void perform(PrintedLines terminal) throws QuittanceException {
    options.requireNotBoth(listen, "--listen");
    PaymentAddress payer = new LocalWallets(environment().home()).resolve(address);
    NetworkFile network = network();
    if (!payer.network().is(network.identity())) {
      throw QuittanceException.failure(
          "The address is of network " + payer.network() + ", not " + network.identity() + ".",
          "Name that network's file with --network, or ask for an address of this network.");
    }
    Asset asset = network.asset(payer.assetCode());
    AccountId account = payer.accountId(asset.id());
    Optional<BalanceClaim> balance =
        atLeast == null ? Optional.empty() : Optional.of(claim(network, asset, account));
    Question question = new Question(asset, account, balance);
    OwnershipCheck check =
        OwnershipCheck.of(payer, asset.id(), verifier, balance, environment().random());
    if (options.isPaste()) {
      judgePasted(check, question, terminal);
    } else {
      judgeConnected(check, question, terminal);
    }
  }

  private BalanceClaim claim(NetworkFile network, Asset asset, AccountId account)
      throws QuittanceException {
    long units = AmountFormat.of(asset.code(), asset.decimals()).parse(atLeast);
    try (QuittanceClient client = connect(network)) {
      Optional<Balance> published = client.balance(account);
      if (published.isEmpty() || published.get().getStatus() == AccountStatus.UNOPENED) {
        throw QuittanceException.failure(
            "The account has no balance: it is not open.",
            "Ask the payer to open it, or check without --at-least.");
      }
      return new BalanceClaim(
          units,
          published.get().getSequence(),
          published.get().getCreditsApplied(),
          SealedAmount.of(published.get().getAvailable().bytes()));
    }
  }

  private void judgePasted(OwnershipCheck check, Question question, PrintedLines terminal)
      throws QuittanceException {
    PrintedLines person = errors();
    introduce(check, person);
    Channel channel =
        new PasteChannel(
            new LineInput(environment().input()), terminal, person, OwnershipOptions.PAYER);
    channel.send(new Message(Message.Kind.REQUEST, check.request().toBytes()));
    report(check.challenge(channel), question, person);
  }

  private void judgeConnected(OwnershipCheck check, Question question, PrintedLines terminal)
      throws QuittanceException {
    HostPort at = HostPort.parse(listen == null ? "localhost:0" : listen);
    try (Counter counter = Counter.open(at)) {
      introduce(check, terminal);
      terminal.line("Waiting for the payer, who types (NAME is his wallet):");
      terminal.line(
          "  ./quittance wallet prove-ownership NAME --connect %s --code %s",
          counter.address(), check.request().code());
      Verdict verdict;
      try (TcpChannel channel =
          counter.await(
              check.request().code(),
              options.timeout(),
              stranger ->
                  terminal.line(
                      "Somebody else connected, from %s, without the code. Still waiting.",
                      stranger))) {
        terminal.line("The payer is connected.");
        channel.send(new Message(Message.Kind.REQUEST, check.request().toBytes()));
        verdict = check.challenge(channel);
        byte convinced = (byte) (verdict.isAccepted() ? 1 : 0);
        channel.send(new Message(Message.Kind.VERDICT, new byte[] {convinced}));
      }
      report(verdict, question, terminal);
    }
  }

  /** What the payer has to compare with what he sees. */
  private static void introduce(OwnershipCheck check, PrintedLines terminal) {
    terminal.line("Asking as      %s", SafeText.quoted(check.request().verifier()));
    terminal.line("Session        %s", check.request().code());
  }

  private static void report(Verdict verdict, Question question, PrintedLines terminal)
      throws QuittanceException {
    if (verdict instanceof Verdict.Rejected rejected) {
      throw QuittanceException.failure(
          "Not proven: " + rejected.reason() + ".",
          "Whoever answered did not show what was asked for; begin a new check to try again.");
    }
    AmountFormat amounts = AmountFormat.of(question.asset.code(), question.asset.decimals());
    terminal.line("Proven, to you and nobody else: who answered holds the key of the account.");
    terminal.line("  account   %s", question.account);
    terminal.line("  asset     %s", question.asset.code());
    if (question.balance.isPresent()) {
      BalanceClaim claim = question.balance.get();
      terminal.line("  balance   at least %s", amounts.formatWithCode(claim.atLeast()));
      terminal.line(
          "  as of     sequence %d, credits applied %d; it may have been spent since",
          claim.sequence(), claim.creditsApplied());
    }
  }
}
