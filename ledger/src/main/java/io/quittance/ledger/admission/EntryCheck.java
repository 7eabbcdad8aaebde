package io.quittance.ledger.admission;

import static io.quittance.schemas.RejectionCode.BAD_SIGNATURE;

import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Refusal;
import io.quittance.ledger.submission.Rejection;
import io.quittance.schemas.EntrySigning;
import io.quittance.schemas.signature.InvalidSignatureException;
import io.quittance.schemas.signature.VerifyingKey;
import io.quittance.verifier.signature.Finding;
import io.quittance.verifier.signature.SignedMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Checks that entries are the operator's: that each names one of his keys, and that this key signed
 * it. Anybody may write to the journal, and an entry is money.
 */
public final class EntryCheck {
  private final String network;
  private final OperatorKeys operator;
  private final ProofVerifier verifier;

  /** Makes the check of one network's entries. */
  public EntryCheck(String network, OperatorKeys operator, ProofVerifier verifier) {
    this.network = network;
    this.operator = operator;
    this.verifier = verifier;
  }

  /**
   * Judges entries, their signatures together.
   *
   * @return for each entry its rejection, nothing where it is the operator's
   */
  public List<Optional<Rejection>> judge(List<Reading.ReadEntry> entries) {
    List<Optional<Rejection>> rejections =
        new ArrayList<>(Collections.nCopies(entries.size(), Optional.empty()));
    List<Integer> known = new ArrayList<>();
    List<SignedMessage> messages = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Reading.ReadEntry read = entries.get(i);
      if (operator.find(read.signed().operator()).isPresent()) {
        known.add(i);
        messages.add(message(read));
      } else {
        rejections.set(i, refused(read, "The entry is not signed with a key of the operator's."));
      }
    }
    List<Finding> findings = verifier.judge(messages);
    for (int j = 0; j < known.size(); j++) {
      Reading.ReadEntry read = entries.get(known.get(j));
      rejections.set(known.get(j), refusal(read, findings.get(j)).map(why -> rejected(read, why)));
    }
    return rejections;
  }

  private SignedMessage message(Reading.ReadEntry read) {
    return SignedMessage.of(
        read.signed().operator().toBytes(),
        EntrySigning.message(network, read.entry().payload().toBytes()),
        read.signed().signature().toBytes());
  }

  private Optional<Refusal> refusal(Reading.ReadEntry read, Finding finding) {
    return switch (finding) {
      case GOOD -> Optional.empty();
      case BAD -> Optional.of(new Refusal(BAD_SIGNATURE, VerifyingKey.DOES_NOT_VERIFY + "."));
      case OPEN -> verifyAlone(read);
    };
  }

  private Optional<Refusal> verifyAlone(Reading.ReadEntry read) {
    try {
      operator
          .find(read.signed().operator())
          .orElseThrow()
          .verify(
              EntrySigning.message(network, read.entry().payload().toBytes()),
              read.signed().signature());
      return Optional.empty();
    } catch (InvalidSignatureException bad) {
      return Optional.of(new Refusal(BAD_SIGNATURE, bad.getMessage() + "."));
    }
  }

  private static Optional<Rejection> refused(Reading.ReadEntry read, String why) {
    return Optional.of(rejected(read, new Refusal(BAD_SIGNATURE, why)));
  }

  private static Rejection rejected(Reading.ReadEntry read, Refusal refusal) {
    return Rejection.of(read, refusal.reason());
  }
}
