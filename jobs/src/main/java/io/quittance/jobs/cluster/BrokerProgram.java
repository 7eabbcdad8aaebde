package io.quittance.jobs.cluster;

import io.quittance.jobs.lifecycle.LifecycleLog;
import io.quittance.jobs.local.EmbeddedBroker;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A Kafka broker as a process. Arguments are its directory, its port, and the name and the port by
 * which the other processes of the cluster know it.
 */
final class BrokerProgram {
  private BrokerProgram() {}

  /** Runs the broker until the process is told to end. */
  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedBroker broker =
        EmbeddedBroker.start(
            Path.of(arguments[0]),
            Integer.parseInt(arguments[1]),
            arguments[2],
            Integer.parseInt(arguments[3]));
    LifecycleLog.write("broker started at " + broker.bootstrapServers());
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop the broker"));
    new CountDownLatch(1).await();
  }
}
