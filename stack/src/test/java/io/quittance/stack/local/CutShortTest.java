package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.deployment.OperatorFiles;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.host.CutShort;
import io.quittance.stack.local.AuditorKeyRotation.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What writes files of an operator may be cut short at each step: the next try ends it. */
final class CutShortTest {
  private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
  private static final Instant TOMORROW = NOW.plusSeconds(86_400);

  /** Five keys, each written again once the network has an id, and its file: six steps each. */
  private static final int STEPS_OF_A_FIRST_START = 66;

  private final SecureRandom random = new SecureRandom();
  @TempDir private Path directory;

  private interface Act {
    void on(QuittanceHome home) throws Exception;
  }

  @Test
  void a_first_start_that_was_cut_short_is_ended_by_the_next() throws Exception {
    int steps =
        each(
            home -> {},
            CutShortTest::open,
            home -> {
              open(home);
              NetworkFile network = NetworkFile.load(home.networkFile());
              assertEquals(network, LocalNetwork.open(home, "test", 2, 2), "its keys are the same");
            });
    assertEquals(STEPS_OF_A_FIRST_START, steps);
  }

  @Test
  void a_change_of_the_operators_key_that_was_cut_short_is_ended_by_the_next() throws Exception {
    each(
        CutShortTest::open,
        home -> KeyRotation.plan(home, NOW, TOMORROW, random),
        home -> {
          NetworkFile network = NetworkFile.load(home.networkFile());
          if (network.operator().all().size() == 1) {
            KeyRotation.plan(home, NOW, TOMORROW, random);
            network = NetworkFile.load(home.networkFile());
          }
          assertEquals(
              2,
              OperatorFiles.of(home, network).signer(network).timetables().latest().all().size());
          assertTrue(Files.notExists(home.operatorFile(3)));
        });
  }

  @Test
  void a_change_of_the_auditors_key_that_was_cut_short_is_ended_by_the_next() throws Exception {
    Act rotate =
        home ->
            AuditorKeyRotation.plan(
                home,
                LocalNetwork.ASSET,
                NOW,
                new Timing(TOMORROW, Duration.ofDays(1)),
                Optional.empty(),
                random);
    each(
        CutShortTest::open,
        rotate,
        home -> {
          if (epochs(home) == 0) {
            rotate.on(home);
          }
          assertEquals(1, epochs(home));
          assertTrue(Files.notExists(home.auditorFile(2)));
        });
  }

  @Test
  void a_brokers_format_that_was_cut_short_is_ended_by_the_next() throws Exception {
    Path usual = directory.resolve("usual");
    EmbeddedBroker.format(usual);
    List<String> files = names(usual);
    each(
        home -> {},
        home -> EmbeddedBroker.format(home.directory()),
        home -> {
          EmbeddedBroker.format(home.directory());
          byte[] formatted = Files.readAllBytes(home.directory().resolve("meta.properties"));
          EmbeddedBroker.format(home.directory());
          assertArrayEquals(
              formatted, Files.readAllBytes(home.directory().resolve("meta.properties")));
          assertTrue(names(home.directory()).containsAll(files), names(home.directory()) + "");
        });
  }

  /** Cuts short at each step, lets go on, and returns how many steps there were. */
  private int each(Act before, Act act, Act goOn) throws Exception {
    int step = 0;
    boolean cut = true;
    while (cut) {
      step++;
      QuittanceHome home = QuittanceHome.of(directory.resolve("home-" + step));
      before.on(home);
      cut = CutShort.at(step, () -> act.on(home));
      goOn.on(home);
    }
    assertTrue(step > 1, "nothing was cut short");
    return step - 1;
  }

  private static void open(QuittanceHome home) throws Exception {
    LocalNetwork.open(home, "test", 2, 2).save(home.networkFile());
  }

  private static int epochs(QuittanceHome home) throws Exception {
    return NetworkFile.load(home.networkFile())
        .asset(LocalNetwork.ASSET)
        .auditors()
        .rotations()
        .size();
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
