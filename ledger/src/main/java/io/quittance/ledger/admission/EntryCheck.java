package io.quittance.ledger.admission;

import static io.quittance.schemas.RejectionCode.BAD_SIGNATURE;

import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Refusal;
import io.quittance.ledger.submission.Rejection;
import io.quittance.schemas.EntrySigning;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.signature.InvalidSignatureException;
import io.quittance.schemas.signature.VerifyingKey;
import io.quittance.verifier.signature.Finding;
import io.quittance.verifier.signature.SignedMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Checks that entries are the operator's: that each names one of his keys, and that this key signed
 * it. Anybody may write to the journal, and an entry is money.
 */
public final class EntryCheck {
  private final NetworkId network;
  private final IntFunction<OperatorKeys> statements;
  private final ProofVerifier verifier;

  /** Makes the check of the entries of a network whose operator never changes his keys. */
  public EntryCheck(NetworkId network, OperatorKeys operator, ProofVerifier verifier) {
    this(network, version -> operator, verifier);
  }

  /**
   * Makes the check of one network's entries.
   *
   * @param statements the operator's keys by the network's statement of a version: an entry counts
   *     if the statement that holds where it stands lists its key
   */
  public EntryCheck(
      NetworkId network, IntFunction<OperatorKeys> statements, ProofVerifier verifier) {
    this.network = network;
    this.statements = statements;
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
      if (key(read).isPresent()) {
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

  /** Returns the key that the entry names, if it is one of the operator's at its place. */
  private Optional<VerifyingKey> key(Reading.ReadEntry read) {
    return statements.apply(read.submission().stamp().statement()).find(read.signed().operator());
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
      key(read)
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
