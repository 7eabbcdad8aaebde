package io.quittance.cli;

import io.quittance.network.file.NetworkFile;
import io.quittance.network.host.SafeText;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.network.kafka.LogReader;
import io.quittance.network.kafka.NetworkTopics;
import io.quittance.network.option.RunningNetwork;
import io.quittance.network.watch.RecordJson;
import io.quittance.network.watch.TopicWatch;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a topic. */
@Command(
    name = "watch",
    description = {
      "Prints the records of a topic as JSON, one a line: what is final in settlements and"
          + " balances, everything at once in the others.",
    },
    mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
  private static final String PREFIX = "quittance.";
  private static final long ALIVE_CHECK_MILLIS = 500;

  /** The topics' short names. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }

  @Parameters(
      paramLabel = "TOPIC",
      completionCandidates = Names.class,
      description = "one of ${COMPLETION-CANDIDATES}")
  private String topicName;

  @Option(
      names = {"-f", "--follow"},
      description = "go on with what comes, until Ctrl-C")
  private boolean follow;

  @Mixin private RunningNetwork network;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Topic topic =
        Topics.all().stream()
            .filter(candidate -> candidate.name().equals(PREFIX + topicName))
            .findFirst()
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "there is no topic "
                            + topicName
                            + ": choose "
                            + String.join(", ", names())
                            + "."));
    NetworkFile file = network.file();
    String servers = file.bootstrapServers();
    KafkaSettings kafka = network.kafka();
    NetworkTopics.check(file, kafka, topic);
    PrintWriter out = spec.commandLine().getOut();
    try (LogReader reader =
        topic.transactional()
            ? LogReader.committed(servers, kafka)
            : LogReader.uncommitted(servers, kafka)) {
      List<TopicPartition> partitions = reader.partitions(topic);
      if (follow) {
        follow(topic, servers, kafka, out);
      } else {
        reader.readAll(partitions, record -> print(record, out));
      }
    }
    return Quittance.OK;
  }

  private static void follow(Topic topic, String servers, KafkaSettings kafka, PrintWriter out)
      throws InterruptedException {
    try (TopicWatch watch = TopicWatch.start(servers, kafka, topic, record -> print(record, out));
        PipeReader reader = PipeReader.ofStandardOutput()) {
      // Until Ctrl-C, or until the reader at the other end of a pipe has seen enough.
      while (!out.checkError() && !reader.isGone()) {
        watch.requireAlive();
        Thread.sleep(ALIVE_CHECK_MILLIS);
      }
    }
  }

  private static void print(ConsumerRecord<byte[], byte[]> record, PrintWriter out) {
    try {
      byte[] value = record.value();
      out.println(SafeText.json(RecordJson.of(value == null ? new byte[0] : value).toString()));
    } catch (MalformedRecordException e) {
      out.println(
          "{\"malformed\":\""
              + record.topic()
              + "-"
              + record.partition()
              + "@"
              + record.offset()
              + "\"}");
    }
    out.flush();
  }

  private static List<String> names() {
    return Topics.all().stream().map(topic -> topic.name().substring(PREFIX.length())).toList();
  }
}
