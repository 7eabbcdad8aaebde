package io.quittance.verifier.forgery;

import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.transcript.ChallengeSource;
import io.quittance.verifier.transcript.Label;
import io.quittance.verifier.transcript.MerlinTranscript;
import io.quittance.verifier.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;

/** Writes down what is done to the transcripts that it begins: operation, label, bytes. */
final class Recorder implements ChallengeSource {
  private static final String PROGRAM = "solana-zk-elgamal-proof-program-v1";

  private final List<List<String>> runs = new ArrayList<>();

  /** A list of operations for each transcript begun. */
  List<List<String>> runs() {
    return runs;
  }

  @Override
  public Transcript begin(Label statement) {
    List<String> run = new ArrayList<>();
    runs.add(run);
    Transcript merlin = MerlinTranscript.begin(statement);
    run.add("append dom-sep " + PROGRAM.length());
    run.add("append dom-sep " + statement.toString().length());
    return new Transcript() {
      @Override
      public void append(Label label, byte[] source, int offset, int length) {
        run.add("append " + label + " " + length);
        merlin.append(label, source, offset, length);
      }

      @Override
      public Scalar challenge(Label label) {
        run.add("challenge " + label + " 64");
        return merlin.challenge(label);
      }
    };
  }
}
