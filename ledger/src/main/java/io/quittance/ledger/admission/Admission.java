package io.quittance.ledger.admission;

import static io.quittance.schemas.RejectionCode.BAD_PROOF;

import io.quittance.ledger.network.Network;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Refusal;
import io.quittance.ledger.submission.Rejection;
import io.quittance.schemas.CommandId;
import io.quittance.verifier.batch.AdvisedProofs;
import io.quittance.verifier.batch.BatchResult;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.signature.Finding;
import io.quittance.verifier.signature.SignedMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Checks all that needs no state, in a fixed order, the cheap before the dear: asset, account id
 * and signer, signature, composition of the proofs, and then the proofs of all commands together in
 * one batch. Signatures are looked at together, too. A bad command never changes the verdict on its
 * neighbour, and no refusal rests on a batch alone: that a signature or a proof is bad is confirmed
 * in scalar code first.
 */
public final class Admission {
  private final SignatureCheck signatures;
  private final IntFunction<Network> statements;
  private final ProofCheck proofChecks;
  private final ProofVerifier verifier;

  /**
   * Makes an admission for a network that never changes, with the verifier that judges the proofs.
   */
  public Admission(Network network, BatchVerifier verifier) {
    this(network, ProofVerifier.of(verifier));
  }

  /** Makes an admission for a network that never changes, with whoever judges the proofs. */
  public Admission(Network network, ProofVerifier verifier) {
    this(version -> network, verifier);
  }

  /**
   * Makes an admission for a network, with whoever judges the proofs.
   *
   * @param statements what the network is by its statement of a version
   */
  public Admission(IntFunction<Network> statements, ProofVerifier verifier) {
    this.signatures = new SignatureCheck(statements);
    this.statements = statements;
    this.proofChecks = new ProofCheck(statements);
    this.verifier = verifier;
  }

  /** Judges commands; the verdicts stand in the commands' order. */
  public Admissions admit(List<Reading.Read> commands) {
    return admitAdvised(commands.stream().map(AdvisedCommand::unadvised).toList());
  }

  /**
   * Judges commands as {@link #admit} does, faster where there is advice that is right. Of records
   * with the same bytes behind the same statement only the first is looked at: sending a bad one
   * again costs nothing.
   */
  public Admissions admitAdvised(List<AdvisedCommand> commands) {
    Map<Question, Integer> numbers = new HashMap<>();
    List<AdvisedCommand> distinct = new ArrayList<>();
    for (AdvisedCommand command : commands) {
      if (numbers.putIfAbsent(Question.of(command.read()), distinct.size()) == null) {
        distinct.add(command);
      }
    }
    Refusal[] refusals = new Refusal[distinct.size()];
    List<AdvisedProofs> items = new ArrayList<>();
    BatchResult result = judge(distinct, items, refusals);
    List<Verdict> verdicts = new ArrayList<>(commands.size());
    for (AdvisedCommand command : commands) {
      Reading.Read read = command.read();
      Refusal refusal = refusals[numbers.get(Question.of(read))];
      verdicts.add(refusal == null ? Admitted.passed(read, statements) : refused(read, refusal));
    }
    return new Admissions(
        verdicts,
        items.stream().mapToInt(item -> item.proofs().size()).sum(),
        result.bisections(),
        result.squareRoots(),
        result.overruled());
  }

  /**
   * All that a refusal here depends on. A copy that stands behind a later statement is another
   * question: whether both are judged in one batch is chance, and must not be seen in a verdict.
   */
  private record Question(CommandId bytes, int statement) {
    static Question of(Reading.Read read) {
      return new Question(read.command().id(), read.submission().stamp().statement());
    }
  }

  /**
   * Judges commands of which no two are the same question.
   *
   * @param items where the proofs to be verified are put
   * @param refusals where the refusals are put
   */
  private BatchResult judge(
      List<AdvisedCommand> commands, List<AdvisedProofs> items, Refusal[] refusals) {
    List<Integer> signed = new ArrayList<>();
    List<Finding> findings = judgeSignatures(commands, signed, refusals);
    List<Integer> proved = new ArrayList<>();
    for (int j = 0; j < findings.size(); j++) {
      int i = signed.get(j);
      Reading.Read read = commands.get(i).read();
      try {
        signatures.verify(read, findings.get(j));
        List<ProofData> proofs = proofChecks.check(read);
        if (!proofs.isEmpty()) {
          proved.add(i);
          items.add(new AdvisedProofs(proofs, commands.get(i).advice()));
        }
      } catch (Refusal refusal) {
        refusals[i] = refusal;
      }
    }
    BatchResult result = verifier.verify(items);
    for (int j = 0; j < items.size(); j++) {
      if (result.verdicts().get(j)
          instanceof io.quittance.verifier.batch.Verdict.Rejected rejected) {
        refusals[proved.get(j)] = new Refusal(BAD_PROOF, rejected.reason() + ".");
      }
    }
    return result;
  }

  /** Puts aside the commands whose signer is the right one, and refuses the others. */
  private List<Finding> judgeSignatures(
      List<AdvisedCommand> commands, List<Integer> signed, Refusal[] refusals) {
    List<SignedMessage> messages = new ArrayList<>(commands.size());
    for (int i = 0; i < refusals.length; i++) {
      try {
        messages.add(signatures.check(commands.get(i).read()));
        signed.add(i);
      } catch (Refusal refusal) {
        refusals[i] = refusal;
      }
    }
    return verifier.judge(messages);
  }

  private static Verdict refused(Reading.Read read, Refusal refusal) {
    return new Verdict.Refused(Rejection.of(read.submission(), read.command(), refusal.reason()));
  }
}
