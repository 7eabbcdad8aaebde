package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import io.quittance.network.host.SafeText;
import io.quittance.schemas.settlement.Balance;
import io.quittance.wallet.ownership.Channel;
import io.quittance.wallet.ownership.Counter;
import io.quittance.wallet.ownership.HostPort;
import io.quittance.wallet.ownership.LineInput;
import io.quittance.wallet.ownership.Message;
import io.quittance.wallet.ownership.OwnershipProver;
import io.quittance.wallet.ownership.OwnershipRequest;
import io.quittance.wallet.ownership.SessionCode;
import io.quittance.wallet.ownership.TcpChannel;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "prove-ownership",
    description = "Proves live, to a payee who checks it, that you hold the wallet's key.",
    mixinStandardHelpOptions = true)
final class ProveOwnershipCommand extends WalletsOwnAction {
  @Option(
      names = "--connect",
      paramLabel = "HOST:PORT",
      description = "Where the payee's side waits, as it shows.")
  private String connect;

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "The session code, as the payee's side shows it.")
  private String code;

  @Option(
      names = {"-y", "--yes"},
      description = "Answer without asking you first.")
  private boolean yes;

  @Mixin private OwnershipOptions options;

  @Override
  void perform(PrintedLines terminal, ConnectedWallet wallet) throws QuittanceException {
    options.requireNotBoth(connect, "--connect");
    Optional<SessionCode> expected =
        code == null ? Optional.empty() : Optional.of(SessionCode.parse(code));
    LineInput typed = new LineInput(environment().input());
    if (options.isPaste()) {
      PrintedLines person = errors();
      Channel channel = new PasteChannel(typed, terminal, person, OwnershipOptions.PAYEE);
      answer(channel, expected, wallet, typed, person);
      person.line("Answered. The payee's side says whether it is convinced.");
      return;
    }
    if (connect == null || expected.isEmpty()) {
      throw QuittanceException.usage(
          "Say where the payee waits: --connect HOST:PORT and --code CODE, or --paste.",
          "Type the command that ./quittance wallet check-ownership shows to the payee.");
    }
    try (TcpChannel channel = TcpChannel.connect(HostPort.parse(connect), options.timeout())) {
      Counter.greet(channel, expected.get());
      answer(channel, expected, wallet, typed, terminal);
      byte[] verdict = channel.receive(Message.Kind.VERDICT);
      if (verdict.length != 1 || verdict[0] != 1) {
        throw QuittanceException.failure(
            "The payee is not convinced.", "Look at what the payee's side says.");
      }
      terminal.line("The payee is convinced.");
    }
  }

  /** Takes the request, asks the wallet's owner, and answers. */
  private void answer(
      Channel channel,
      Optional<SessionCode> expected,
      ConnectedWallet wallet,
      LineInput typed,
      PrintedLines person)
      throws QuittanceException {
    OwnershipRequest request = OwnershipRequest.parse(channel.receive(Message.Kind.REQUEST));
    OwnershipProver prover;
    try {
      requireExpected(request, expected);
      prover =
          OwnershipProver.of(request, wallet.keys(), wallet.accountId(), environment().random());
      requireConsent(request, wallet, typed, person);
    } catch (QuittanceException e) {
      OwnershipProver.refuse(channel);
      throw e;
    }
    Optional<Balance> published =
        request.balance().isPresent()
            ? wallet.client().balance(wallet.accountId())
            : Optional.empty();
    // An operator who publishes an older balance again must not have it asked about.
    long known = wallet.knownSequence();
    prover.answer(published.filter(balance -> balance.getSequence() >= known), channel);
  }

  private static void requireExpected(OwnershipRequest request, Optional<SessionCode> expected)
      throws QuittanceException {
    if (expected.isPresent() && !expected.get().equals(request.code())) {
      throw QuittanceException.failure(
          "The request that came is not that of session "
              + expected.get()
              + "; nothing was proved.",
          "Somebody else may be in between: compare address and code with the payee's side.");
    }
  }

  private void requireConsent(
      OwnershipRequest request, ConnectedWallet wallet, LineInput typed, PrintedLines person)
      throws QuittanceException {
    person.line("%s asks you to prove", SafeText.quoted(request.verifier()));
    person.line("  that you hold the key of wallet %s", wallet.name());
    request
        .balance()
        .ifPresent(
            claim ->
                person.line(
                    "  that at least %s is available in it; how much it is stays hidden",
                    wallet.amounts().formatWithCode(claim.atLeast())));
    person.line("  account   %s", request.account());
    person.line("  network   %s", SafeText.quoted(request.network().toString()));
    person.line("  session   %s", request.code());
    if (yes) {
      return;
    }
    person.line("Compare name and session with what the counter in front of you shows.");
    person.ask("Prove it? [y/N]");
    String answer = typedLine(typed).toLowerCase(Locale.ROOT);
    if (!answer.equals("y") && !answer.equals("yes")) {
      throw QuittanceException.failure(
          "Nothing was proved.", "Answer y to prove it, or give --yes to skip the question.");
    }
  }

  private static String typedLine(LineInput typed) throws QuittanceException {
    try {
      return typed.next().orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
