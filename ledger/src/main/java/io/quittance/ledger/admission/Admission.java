package io.quittance.ledger.admission;

import static io.quittance.schemas.RejectionCode.BAD_PROOF;

import io.quittance.ledger.asset.Assets;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Refusal;
import io.quittance.ledger.submission.Rejection;
import io.quittance.verifier.batch.AdvisedProofs;
import io.quittance.verifier.batch.BatchResult;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.signature.SignedMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks all that needs no state, in a fixed order, the cheap before the dear: asset, account id
 * and signer, signature, composition of the proofs, and then the proofs of all commands together in
 * one batch. Signatures are first looked at together, too, but what counts is that of each alone. A
 * bad command never changes the verdict on its neighbour.
 */
public final class Admission {
  private final SignatureCheck signatures;
  private final Assets assets;
  private final ProofCheck proofChecks;
  private final ProofVerifier verifier;

  /** Makes an admission for one network, with the verifier that judges the proofs. */
  public Admission(Network network, BatchVerifier verifier) {
    this(network, ProofVerifier.of(verifier));
  }

  /** Makes an admission for one network, with whoever judges the proofs. */
  public Admission(Network network, ProofVerifier verifier) {
    this.signatures = new SignatureCheck(network);
    this.assets = network.assets();
    this.proofChecks = new ProofCheck(assets);
    this.verifier = verifier;
  }

  /** Judges commands; the verdicts stand in the commands' order. */
  public Admissions admit(List<Reading.Read> commands) {
    return admitAdvised(commands.stream().map(AdvisedCommand::unadvised).toList());
  }

  /** Judges commands as {@link #admit} does, faster where there is advice that is right. */
  public Admissions admitAdvised(List<AdvisedCommand> commands) {
    Verdict[] verdicts = new Verdict[commands.size()];
    List<Integer> signed = new ArrayList<>();
    boolean[] good = findGoodSignatures(commands, signed, verdicts);
    List<Integer> proved = new ArrayList<>();
    List<AdvisedProofs> items = new ArrayList<>();
    for (int j = 0; j < good.length; j++) {
      int i = signed.get(j);
      Reading.Read read = commands.get(i).read();
      try {
        if (!good[j]) {
          signatures.verify(read.command());
        }
        List<ProofData> proofs = proofChecks.check(read.command().command());
        verdicts[i] = Admitted.of(read, assets);
        if (!proofs.isEmpty()) {
          proved.add(i);
          items.add(new AdvisedProofs(proofs, commands.get(i).advice()));
        }
      } catch (Refusal refusal) {
        verdicts[i] = refused(read, refusal);
      }
    }
    BatchResult result = verifier.verify(items);
    for (int j = 0; j < items.size(); j++) {
      if (result.verdicts().get(j)
          instanceof io.quittance.verifier.batch.Verdict.Rejected rejected) {
        Reading.Read read = commands.get(proved.get(j)).read();
        verdicts[proved.get(j)] = refused(read, new Refusal(BAD_PROOF, rejected.reason() + "."));
      }
    }
    return new Admissions(
        List.of(verdicts),
        items.stream().mapToInt(item -> item.proofs().size()).sum(),
        result.bisections(),
        result.squareRoots(),
        result.overruled());
  }

  /** Puts aside the commands whose signer is the right one, and refuses the others. */
  private boolean[] findGoodSignatures(
      List<AdvisedCommand> commands, List<Integer> signed, Verdict[] verdicts) {
    List<SignedMessage> messages = new ArrayList<>(commands.size());
    for (int i = 0; i < verdicts.length; i++) {
      Reading.Read read = commands.get(i).read();
      try {
        messages.add(signatures.check(read.command()));
        signed.add(i);
      } catch (Refusal refusal) {
        verdicts[i] = refused(read, refusal);
      }
    }
    return verifier.findGood(messages);
  }

  private static Verdict refused(Reading.Read read, Refusal refusal) {
    return new Verdict.Refused(Rejection.of(read.submission(), read.command(), refusal.reason()));
  }
}
