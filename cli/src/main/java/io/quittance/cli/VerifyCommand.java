package io.quittance.cli;

import io.quittance.audit.vectors.VectorFile;
import io.quittance.audit.vectors.VectorReport;
import io.quittance.verifier.batch.BatchVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges proof vectors and other known answers made elsewhere. */
@Command(
    name = "verify",
    description = {
      "Judges JSON files of proof vectors, tampered ones included, and compares the verdicts with"
          + " those the files state; computes known answers again.",
      "Prints one line a case, then a summary; exit status 0 only if no verdict differs."
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "files of vectors")
  private List<Path> files;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    BatchVerifier verifier = new BatchVerifier(new SecureRandom());
    VectorReport report = new VectorReport(spec.commandLine().getOut());
    for (Path file : files) {
      report.add(read(file).judge(verifier));
    }
    report.summary();
    return report.agrees() ? Quittance.OK : Quittance.FAILED;
  }

  private VectorFile read(Path file) {
    try {
      return VectorFile.read(file);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
