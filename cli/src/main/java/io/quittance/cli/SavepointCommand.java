package io.quittance.cli;

import io.quittance.network.file.QuittanceHome;
import io.quittance.stack.cluster.ClusterJob;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes a savepoint of what runs on the home. */
@Command(
    name = "savepoint",
    description = {
      "Takes a savepoint of the running job, of 'up' or 'cluster up', and prints where it is.",
      "The job goes on. './quittance resume SAVEPOINT' goes back to it; nothing ever deletes it."
    },
    mixinStandardHelpOptions = true)
final class SavepointCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (ClusterJob job = ClusterJob.in(QuittanceHome.of(System.getenv()))) {
      spec.commandLine().getOut().println(job.savepoint());
    }
    return Quittance.OK;
  }
}
