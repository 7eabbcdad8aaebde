package io.quittance.network.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTest {
  private RegistryServer server;

  @BeforeEach
  void start() throws Exception {
    server = new RegistryServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void schemas_registeredTwice_standThereOnceWithTheirPromises() throws Exception {
    List<Integer> first = registerAll(server.url());
    assertEquals(first, registerAll(server.url() + "/"));
    assertEquals(Registration.all().size(), server.subjects.size());
    for (Registration registration : Registration.all()) {
      assertEquals(List.of(registration.schema()), server.subjects.get(registration.subject()));
    }
    for (Schema kind : WireSchemas.of(Topics.JOURNAL)) {
      String subject = "quittance.journal-" + kind.getFullName();
      assertEquals("FULL_TRANSITIVE", server.compatibilities.get(subject), subject);
    }
    assertEquals("BACKWARD_TRANSITIVE", server.compatibilities.get("quittance.settlements-value"));
    assertEquals(
        "FULL_TRANSITIVE", server.compatibilities.get("io.quittance.schemas.command.Transfer"));
  }

  @Test
  void schema_thatDoesNotFit_isRefused() throws Exception {
    server.subjects.put(
        Topics.BALANCES.name() + "-value", List.of(Schema.create(Schema.Type.STRING)));
    QuittanceException refused =
        assertThrows(QuittanceException.class, () -> registerAll(server.url()));
    assertTrue(
        refused.getMessage().contains("quittance.balances-value is not compatible"),
        refused.getMessage());
  }

  @Test
  void registryWithAPassword_isToldIt() throws Exception {
    server.require("anna:secret");
    QuittanceException refused =
        assertThrows(QuittanceException.class, () -> registerAll(server.url()));
    assertTrue(refused.getMessage().contains("status 401, Unauthorized"), refused.getMessage());
    Registry registry = Registry.at(server.url(), Optional.of("anna:secret"));
    assertEquals(1, Registration.all().get(0).at(registry));
  }

  @Test
  void registry_thatIsNotThere_isSaidSo() {
    server.close();
    QuittanceException refused =
        assertThrows(QuittanceException.class, () -> registerAll(server.url()));
    assertTrue(refused.getMessage().startsWith("No schema registry answers at http://localhost"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8081", "ftp://localhost", "http:// x", "http://", ""})
  void address_ofNoRegistry_isRefused(String url) {
    QuittanceException refused =
        assertThrows(QuittanceException.class, () -> Registry.at(url, Optional.empty()));
    assertTrue(refused.getMessage().contains("is not the address of a schema registry"));
  }

  private static List<Integer> registerAll(String url) throws QuittanceException {
    Registry registry = Registry.at(url, Optional.empty());
    List<Integer> ids = new ArrayList<>();
    for (Registration registration : Registration.all()) {
      ids.add(registration.at(registry));
    }
    return ids;
  }
}
