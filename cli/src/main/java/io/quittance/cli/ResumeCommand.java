package io.quittance.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keeps a local network running that goes back to a savepoint first. */
@Command(
    name = "resume",
    description = {
      "Like 'up', but goes back to a savepoint instead of going on from the newest state.",
      "What was decided since is decided again, the same; events that were final already stand in"
          + " the log a second time then, and count once."
    },
    mixinStandardHelpOptions = true)
final class ResumeCommand extends UpCommand {
  @Parameters(paramLabel = "SAVEPOINT", description = "what 'savepoint' printed")
  private Path savepoint;

  @Spec private CommandSpec spec;

  @Override
  Optional<Path> from() {
    Savepoints.require(spec.commandLine(), savepoint);
    return Optional.of(savepoint);
  }
}
