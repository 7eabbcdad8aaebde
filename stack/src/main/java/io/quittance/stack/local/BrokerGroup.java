package io.quittance.stack.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The brokers of one Kafka cluster on this machine, each a process of its own, and by which
 * addresses they know each other. Every one is a broker and a controller (KRaft).
 *
 * @param clusterId the cluster's name for itself, which every broker's directory holds
 * @param members the brokers, by their number, from 1
 * @param clockStep by how much each broker's clock is ahead of the one before it, 0 where they
 *     agree; for whoever tries clocks that differ
 */
public record BrokerGroup(String clusterId, List<Member> members, Duration clockStep) {
  /** Most brokers that make sense on one machine. */
  public static final int MAX_BROKERS = 5;

  /** On so many brokers each record stands, where there are as many. */
  private static final int MAX_REPLICAS = 3;

  private static final int IN_SYNC = 2;
  private static final int PARTITIONS_OF_SEVERAL = 6;
  private static final int ARGUMENTS_BEFORE_MEMBERS = 2;
  private static final int MEMBER_FIELDS = 4;

  /**
   * One broker's addresses.
   *
   * @param host the name by which the cluster's processes know it; it listens on the loopback
   *     address itself
   * @param outside the port for whoever is no process of the cluster, at the loopback address
   * @param inside the port for the cluster's processes, other brokers among them
   * @param controller the port for other controllers
   */
  public record Member(String host, int outside, int inside, int controller) {
    private String toArgument() {
      return String.join(
          ":", host, Integer.toString(outside), Integer.toString(inside), "" + controller);
    }

    private static Member parse(String argument) {
      String[] fields = argument.split(":", -1);
      if (fields.length != MEMBER_FIELDS) {
        throw new IllegalArgumentException(
            "a broker is written as host:outside:inside:controller, not " + argument);
      }
      return new Member(
          fields[0],
          Integer.parseInt(fields[1]),
          Integer.parseInt(fields[2]),
          Integer.parseInt(fields[3]));
    }
  }

  public BrokerGroup {
    members = List.copyOf(members);
    requireSize(members.size());
  }

  /**
   * Returns the number of brokers if a cluster can have so many.
   *
   * @throws IllegalArgumentException if it is neither 1 nor 3 to {@link #MAX_BROKERS}
   */
  public static int requireSize(int brokers) {
    if (brokers < 1 || brokers == 2 || brokers > MAX_BROKERS) {
      throw new IllegalArgumentException(
          "the number of brokers must be 1 or 3 to "
              + MAX_BROKERS
              + ", not "
              + brokers
              + ": of two neither could be missed");
    }
    return brokers;
  }

  /** Returns on how many of so many brokers each record stands. */
  public static short replicas(int brokers) {
    return (short) Math.min(brokers, MAX_REPLICAS);
  }

  /** Returns how many of so many brokers must have a record before it is acknowledged. */
  static int inSync(int brokers) {
    return brokers == 1 ? 1 : IN_SYNC;
  }

  /** Returns the group in words that {@link #parse} reads. */
  public List<String> toArguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add(clusterId);
    arguments.add(Long.toString(clockStep.toMillis()));
    members.forEach(member -> arguments.add(member.toArgument()));
    return arguments;
  }

  /** Reads a group from a program's arguments. */
  public static BrokerGroup parse(List<String> arguments) {
    return new BrokerGroup(
        arguments.get(0),
        arguments.stream().skip(ARGUMENTS_BEFORE_MEMBERS).map(Member::parse).toList(),
        Duration.ofMillis(Long.parseLong(arguments.get(1))));
  }

  Member member(int number) {
    return members.get(number - 1);
  }

  /** Returns by how much the clock of a broker is ahead of this machine's. */
  Duration clockAhead(int number) {
    return clockStep.multipliedBy(number - 1L);
  }

  /** Returns every controller in the form of Kafka's {@code controller.quorum.voters}. */
  String voters() {
    List<String> voters = new ArrayList<>();
    for (int number = 1; number <= members.size(); number++) {
      voters.add(number + "@" + member(number).host() + ":" + member(number).controller());
    }
    return String.join(",", voters);
  }

  /** Returns the addresses that clients start from, of those who are no process of the cluster. */
  public String outside() {
    return members.stream()
        .map(member -> EmbeddedBroker.HOST + ":" + member.outside())
        .collect(Collectors.joining(","));
  }

  /** Returns the addresses that the cluster's own processes start from. */
  public String inside() {
    return members.stream()
        .map(member -> member.host() + ":" + member.inside())
        .collect(Collectors.joining(","));
  }

  /** Returns how many partitions Kafka's own topics have: spread over the brokers, if several. */
  int internalPartitions() {
    return members.size() == 1 ? 1 : PARTITIONS_OF_SEVERAL;
  }
}
