package io.quittance.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.schemas.Acl.Operation;
import io.quittance.schemas.Acl.Resource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolesTest {
  private static final List<Role> ALL = Roles.all("test");

  @Test
  void all_namesTheRoles() {
    assertEquals(
        List.of("processor", "job", "windows", "analyst", "statistician", "auditor"),
        ALL.stream().map(Role::name).toList());
  }

  @Test
  void statistician_readsTotalsAndNothingThatHoldsASingleAmount() {
    for (Topic topic : Topics.all()) {
      assertEquals(
          topic == Topics.WINDOWS,
          rolesThat(Operation.READ, topic).contains("statistician"),
          topic.name());
    }
  }

  @Test
  void topics_butTheJournal_areWrittenByTheOperatorsJobsAlone() {
    for (Topic topic : Topics.all()) {
      List<String> writers =
          topic == Topics.JOURNAL
              ? List.of("processor", "job")
              : List.of(topic == Topics.WINDOWS ? "windows" : "job");
      assertEquals(writers, rolesThat(Operation.WRITE, topic), topic.name());
    }
  }

  @Test
  void commandsAndRejections_areReadByNoSenderAndNoAnalyst() {
    assertEquals(List.of("job", "auditor"), rolesThat(Operation.READ, Topics.JOURNAL));
    assertEquals(List.of("auditor"), rolesThat(Operation.READ, Topics.REJECTIONS));
  }

  /** What comes from outside presses on nobody; the operator's own jobs are never held back. */
  @Test
  void quotas_areForAllButTheOperatorsJobs_andOnlySendersMayWrite() {
    for (Role role : ALL) {
      boolean own = List.of("job", "windows").contains(role.name());
      assertEquals(own, role.quota().isEmpty(), role.name());
      boolean writes =
          role.acls().stream()
              .anyMatch(
                  acl ->
                      acl.resource() == Resource.TOPIC
                          && acl.operations().contains(Operation.WRITE));
      if (!own) {
        assertEquals(writes, role.quota().orElseThrow().producedBytesPerSecond() > 0, role.name());
      }
    }
  }

  @Test
  void quota_ofNothing_isRefused() {
    new Quota(0, 1, 1);
    assertThrows(IllegalArgumentException.class, () -> new Quota(-1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Quota(0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Quota(0, 1, 0));
  }

  @Test
  void acl_withoutNameOrOperation_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Acl(Resource.TOPIC, " ", false, Set.of(Operation.READ)));
    assertThrows(
        IllegalArgumentException.class, () -> new Acl(Resource.TOPIC, "t", false, Set.of()));
  }

  private static List<String> rolesThat(Operation operation, Topic topic) {
    return ALL.stream()
        .filter(role -> role.acls().stream().anyMatch(acl -> allows(acl, operation, topic)))
        .map(Role::name)
        .toList();
  }

  private static boolean allows(Acl acl, Operation operation, Topic topic) {
    boolean covers =
        acl.prefix() ? topic.name().startsWith(acl.name()) : topic.name().equals(acl.name());
    return acl.resource() == Resource.TOPIC && covers && acl.operations().contains(operation);
  }
}
