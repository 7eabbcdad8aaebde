package io.quittance.trials.demo;

import io.quittance.audit.Report;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.settlement.Conservation;
import io.quittance.ledger.settlement.Supply;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.settlement.Balance;
import io.quittance.stack.local.LedgerCounts;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.ristretto.RistrettoPoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is checked when all is settled, from what the topics and the job's metrics say. */
final class ClosingAudit {
  private final List<Line> lines = new ArrayList<>();

  /**
   * A statement and whether it is true.
   *
   * @param holds whether it is
   * @param statement what should be
   * @param evidence the figures
   */
  record Line(boolean holds, String statement, String evidence) {
    @Override
    public String toString() {
      return (holds ? "  [ok]   " : "  [FAIL] ") + statement + "\n         " + evidence;
    }
  }

  List<Line> lines() {
    return List.copyOf(lines);
  }

  boolean passed() {
    return lines.stream().allMatch(Line::holds);
  }

  /** Decrypts every account and compares it with the book. */
  void balances(Collection<Participant> participants, Map<AccountId, Balance> published) {
    List<String> wrong = new ArrayList<>();
    for (Participant participant : participants) {
      Balance balance = published.get(participant.id());
      if (balance == null || !holds(participant, balance, participant.book())) {
        wrong.add(participant.wallet().keys().label());
      }
    }
    int right = participants.size() - wrong.size();
    add(
        wrong.isEmpty(),
        "every decrypted balance equals the plain-text book",
        right + " of " + participants.size() + (wrong.isEmpty() ? "" : ", wrong: " + wrong));
  }

  /** Whether the account's ciphertexts, available and unapplied together, hold exactly that. */
  private static boolean holds(Participant participant, Balance balance, long amount) {
    try {
      ElGamalCiphertext all =
          ElGamalCiphertext.parse(balance.getAvailable().bytes())
              .add(ElGamalCiphertext.parse(balance.getUnapplied().bytes()));
      RistrettoPoint rest =
          participant
              .wallet()
              .keys()
              .elGamal()
              .secretKey()
              .decryptToPoint(all.subtractAmount(amount));
      return rest.isIdentity();
    } catch (InvalidProofException damaged) {
      return false;
    }
  }

  /** Checks the supply without decrypting anything. */
  void conservation(Asset asset, Collection<Balance> balances, Supply supply) {
    Conservation.Finding finding = Conservation.check(asset.id(), balances, supply);
    add(
        finding instanceof Conservation.Finding.Holds,
        "conservation of money, without decrypting",
        finding instanceof Conservation.Finding.Broken broken
            ? broken.explanation()
            : String.format(
                Locale.ROOT,
                "issued %,d - redeemed %,d = held %,d units",
                supply.issued(),
                supply.redeemed(),
                supply.circulating()));
  }

  /**
   * Checks that nothing was dropped.
   *
   * @param in records in the journal
   * @param job what the job counted
   */
  void nothingDropped(long in, LedgerCounts job) {
    add(
        in == job.read() && job.underway() == 0,
        "records in the journal = accepted + repeated + rejected + entries + statements",
        String.format(
            Locale.ROOT,
            "%,d = %,d + %,d + %,d + %,d + %,d",
            in,
            job.accepted(),
            job.repeated(),
            job.rejectedInAll(),
            job.entriesCounted() + job.entriesDropped(),
            job.statements()));
  }

  /** Checks that each hostile command got the code it deserved, and nothing else was rejected. */
  void hostileRejected(
      Map<Observation.Verdict, Long> expected, Map<Observation.Verdict, Long> actual) {
    long due = expected.values().stream().mapToLong(Long::longValue).sum();
    long met =
        expected.entrySet().stream()
            .mapToLong(entry -> Math.min(entry.getValue(), actual.getOrDefault(entry.getKey(), 0L)))
            .sum();
    add(
        expected.equals(actual),
        "every hostile command got its code, and nobody else was rejected",
        met + " of " + due);
  }

  /** Checks the two lanes against each other. */
  void lanesAgree(Observation.Snapshot seen, boolean acceptedIsSettled, boolean settledIsCredited) {
    add(
        acceptedIsSettled
            && settledIsCredited
            && seen.doubledEvents() == 0
            && seen.contradictions() == 0
            && seen.unlike() == 0,
        "each accepted receipt has exactly one settled event, each payment reached its payee, and"
            + " no receipt was contradicted",
        String.format(
            Locale.ROOT,
            "%,d accepted, %,d credited, %,d final, %d doubled, %d contradicted, %d told in two ways",
            seen.accepted(),
            seen.credited(),
            seen.settled(),
            seen.doubledEvents(),
            seen.contradictions(),
            seen.unlike()));
  }

  /** Takes the word of the audit that runs the ledger again, as {@code ./quittance audit} does. */
  void replayed(Report report) {
    add(
        report.agrees(),
        "every signature and proof verified again, and the ledger run again, say the same",
        report.agrees()
            ? String.format(
                Locale.ROOT,
                "%,d commands, %,d events, %,d receipts",
                report.commands().judged(),
                report.published().events(),
                report.published().receipts())
            : report.differences().get(0).toString());
  }

  private void add(boolean holds, String statement, String evidence) {
    lines.add(new Line(holds, statement, evidence));
  }
}
