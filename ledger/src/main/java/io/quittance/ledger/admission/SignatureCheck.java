package io.quittance.ledger.admission;

import static io.quittance.schemas.RejectionCode.BAD_SIGNATURE;
import static io.quittance.schemas.RejectionCode.UNKNOWN_ASSET;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.command.Command;
import io.quittance.ledger.command.Issue;
import io.quittance.ledger.command.OfficerCommand;
import io.quittance.ledger.command.SignedCommand;
import io.quittance.ledger.command.SignerRole;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Refusal;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandSigning;
import io.quittance.schemas.signature.InvalidSignatureException;
import io.quittance.schemas.signature.VerifyingKey;
import io.quittance.verifier.signature.Finding;
import io.quittance.verifier.signature.SignedMessage;
import java.util.function.IntFunction;

/** Checks that a command's asset is settled here and that the one who may sign it did. */
final class SignatureCheck {
  private final IntFunction<Network> statements;

  SignatureCheck(IntFunction<Network> statements) {
    this.statements = statements;
  }

  /** Returns what the one who may sign a command must have signed, if the signer is the one. */
  SignedMessage check(Reading.Read read) throws Refusal {
    SignedCommand signed = read.command();
    Command command = signed.command();
    Network network = statements.apply(read.submission().stamp().statement());
    Asset asset =
        network
            .assets()
            .find(command.asset())
            .orElseThrow(
                () ->
                    new Refusal(
                        UNKNOWN_ASSET,
                        "Asset " + command.asset() + " is not settled on this network."));
    checkSigner(signed, asset);
    return SignedMessage.of(
        signed.signer().toBytes(), message(network, signed), signed.signature().toBytes());
  }

  /** Verifies one signature, of which a batch may have found out something. */
  void verify(Reading.Read read, Finding finding) throws Refusal {
    switch (finding) {
      case GOOD -> {}
      case BAD -> throw new Refusal(BAD_SIGNATURE, VerifyingKey.DOES_NOT_VERIFY + ".");
      case OPEN -> verifyAlone(read);
    }
  }

  private void verifyAlone(Reading.Read read) throws Refusal {
    SignedCommand signed = read.command();
    Network network = statements.apply(read.submission().stamp().statement());
    try {
      VerifyingKey.parse(signed.signer().toBytes())
          .verify(message(network, signed), signed.signature());
    } catch (InvalidSignatureException bad) {
      throw new Refusal(BAD_SIGNATURE, bad.getMessage() + ".");
    }
  }

  private static byte[] message(Network network, SignedCommand signed) {
    return CommandSigning.message(
        network.id(), signed.command().type(), signed.notAfterMillis(), signed.payload().toBytes());
  }

  private static void checkSigner(SignedCommand signed, Asset asset) throws Refusal {
    Command command = signed.command();
    Bytes owner = signed.signer();
    if (command instanceof Issue issue) {
      owner = issue.owner();
      requireSigner(signed, asset.issuer(), "issuer");
    } else if (command instanceof OfficerCommand order) {
      owner = order.owner();
      requireSigner(signed, asset.complianceOfficer(), "compliance officer");
    }
    AccountId derived =
        AccountId.derive(command.asset(), owner.toBytes(), command.elGamalKey().toBytes());
    if (!derived.equals(command.account())) {
      throw new Refusal(
          BAD_SIGNATURE,
          command.role() == SignerRole.OWNER
              ? "The signer with this ElGamal key does not own the account."
              : "The account id is not derived from the keys in the command.");
    }
  }

  private static void requireSigner(SignedCommand signed, VerifyingKey required, String who)
      throws Refusal {
    if (!signed.signer().sameAs(required.toBytes())) {
      throw new Refusal(BAD_SIGNATURE, "The signer is not the " + who + " of the asset.");
    }
  }
}
