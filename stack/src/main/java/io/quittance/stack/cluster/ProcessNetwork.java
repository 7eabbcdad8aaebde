package io.quittance.stack.cluster;

import io.quittance.network.host.DurableFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The network between a cluster's processes, in which anybody can be cut off from anybody.
 *
 * <p>Each process knows the others by name and has a hosts file of its own, which gives every name
 * a loopback address that only this process uses; at that address a {@link Relay} waits for each of
 * the other's ports. So it is known who calls whom, without any privilege.
 */
public final class ProcessNetwork implements AutoCloseable {
  private static final String DOMAIN = ".cluster";
  private static final String LOCALHOST = "127.0.0.1";

  /** Loopback addresses are 127.0.(caller).(called), out of the way of those in common use. */
  private static final int FIRST_NUMBER = 20;

  private final Path directory;
  private final List<String> members;
  private final Map<Link, List<Relay>> relays = new LinkedHashMap<>();

  /** From whom to whom connections are made; answers come back on them. */
  private record Link(String from, String to) {}

  private ProcessNetwork(Path directory, Collection<String> members) {
    this.directory = directory;
    this.members = List.copyOf(members);
  }

  /**
   * Returns whether this machine has what is needed: all of 127.0.0.0/8, as Linux has. (On macOS
   * each address must be added by hand.)
   */
  public static boolean isPossible() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress("127.0." + FIRST_NUMBER + "." + FIRST_NUMBER, 0));
      return true;
    } catch (IOException unavailable) {
      return false;
    }
  }

  /**
   * Connects processes.
   *
   * @param directory where the hosts files go
   * @param ports the ports of 127.0.0.1 that each process listens on for the others, by its name
   */
  static ProcessNetwork start(Path directory, Map<String, Set<Integer>> ports) throws IOException {
    ProcessNetwork network = new ProcessNetwork(directory, ports.keySet());
    boolean started = false;
    try {
      for (String from : network.members) {
        for (String to : network.members) {
          if (!from.equals(to)) {
            network.connect(from, to, ports.get(to));
          }
        }
        DurableFile.replace(
            network.hostsFile(from), network.hosts(from).getBytes(StandardCharsets.US_ASCII));
      }
      started = true;
      return network;
    } finally {
      if (!started) {
        network.close();
      }
    }
  }

  private void connect(String from, String to, Set<Integer> ports) {
    List<Relay> wires = new ArrayList<>();
    relays.put(new Link(from, to), wires);
    for (int port : ports) {
      wires.add(
          Relay.start(
              new InetSocketAddress(address(from, to), port),
              new InetSocketAddress(LOCALHOST, port)));
    }
  }

  /** Returns the name by which the others know a process. */
  static String host(String member) {
    return member + DOMAIN;
  }

  /** Returns the file that tells a process where the others are. */
  Path hostsFile(String member) {
    return directory.resolve(member + ".hosts");
  }

  private String hosts(String from) throws UnknownHostException {
    StringBuilder hosts = new StringBuilder();
    hosts.append(LOCALHOST).append(" localhost\n");
    hosts.append(LOCALHOST).append(' ').append(InetAddress.getLocalHost().getHostName());
    hosts.append('\n');
    for (String to : members) {
      hosts.append(from.equals(to) ? LOCALHOST : address(from, to));
      hosts.append(' ').append(host(to)).append('\n');
    }
    return hosts.toString();
  }

  private String address(String from, String to) {
    return String.format(
        "127.0.%d.%d", FIRST_NUMBER + members.indexOf(from), FIRST_NUMBER + members.indexOf(to));
  }

  /** Cuts a process off from all others. */
  public void isolate(String member, Passage passage) {
    set(passage, (from, to) -> from.equals(member) || to.equals(member));
  }

  /** Cuts two processes off from each other. */
  public void part(String one, String other, Passage passage) {
    set(
        passage,
        (from, to) -> from.equals(one) && to.equals(other) || from.equals(other) && to.equals(one));
  }

  /** Lets everybody reach everybody again. */
  public void heal() {
    set(Passage.OPEN, (from, to) -> true);
  }

  private void set(Passage passage, BiPredicate<String, String> chosen) {
    relays.forEach(
        (link, wires) -> {
          if (chosen.test(link.from(), link.to())) {
            wires.forEach(relay -> relay.set(passage));
          }
        });
  }

  @Override
  public void close() {
    relays.values().forEach(wires -> wires.forEach(Relay::close));
  }
}
