package io.quittance.stack.cluster;

import io.quittance.jobs.lifecycle.LifecycleLog;
import io.quittance.stack.local.BrokerGroup;
import io.quittance.stack.local.EmbeddedBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A Kafka broker as a process. Arguments are its directory, its number, and the group of brokers
 * that it belongs to ({@link BrokerGroup#parse}).
 */
final class BrokerProgram {
  private BrokerProgram() {}

  /** Runs the broker until the process is told to end. */
  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedBroker broker = startOrEnd(arguments);
    LifecycleLog.write("broker started at " + broker.bootstrapServers());
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop the broker"));
    new CountDownLatch(1).await();
  }

  /** A broker that did not start must end, or nobody would know that it is to be started again. */
  private static EmbeddedBroker startOrEnd(String[] arguments) {
    try {
      return EmbeddedBroker.start(
          Path.of(arguments[0]),
          BrokerGroup.parse(List.of(arguments).subList(2, arguments.length)),
          Integer.parseInt(arguments[1]));
    } catch (IllegalStateException refused) {
      refused.printStackTrace();
      Runtime.getRuntime().halt(1);
      throw refused;
    }
  }
}
