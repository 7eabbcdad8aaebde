package io.quittance.k8s;

import java.io.File;
import java.util.Arrays;
import org.apache.flink.client.deployment.application.ApplicationClusterEntryPoint;
import org.apache.flink.client.program.DefaultPackagedProgramRetriever;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.entrypoint.ClusterEntrypoint;
import org.apache.flink.runtime.entrypoint.ClusterEntrypointUtils;
import org.apache.flink.runtime.resourcemanager.StandaloneResourceManagerFactory;

/**
 * A JobManager for the job among the user's jars. Flink's own program for this is part of its
 * distribution only, which is on no registry.
 */
@SuppressWarnings("try") // Closing waits, and javac would have it said in every signature.
final class ApplicationMaster extends ApplicationClusterEntryPoint {
  private ApplicationMaster(Configuration configuration, PackagedProgram program) {
    super(configuration, program, StandaloneResourceManagerFactory.getInstance());
  }

  /**
   * Runs until the job ends.
   *
   * @param arguments directory of the configuration, the job's main class, the job's arguments
   */
  public static void main(String[] arguments) throws Exception {
    Configuration configuration = GlobalConfiguration.loadConfiguration(arguments[0]);
    File userJars = ClusterEntrypointUtils.tryFindUserLibDirectory().orElseThrow();
    PackagedProgram program =
        DefaultPackagedProgramRetriever.create(
                userJars,
                arguments[1],
                Arrays.copyOfRange(arguments, 2, arguments.length),
                configuration)
            .getPackagedProgram();
    configureExecution(configuration, program);
    ClusterEntrypoint.runClusterEntrypoint(new ApplicationMaster(configuration, program));
  }
}
