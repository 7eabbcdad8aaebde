package io.quittance.network.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.network.QuittanceException;
import io.quittance.wallet.account.TestNetwork;
import io.quittance.wallet.client.QuittanceClient;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrokerAddressTest {
  @Test
  void addresses_wellFormed_areRead() throws QuittanceException {
    assertEquals(
        List.of(new BrokerAddress("localhost", 9092), new BrokerAddress("[::1]", 65_535)),
        BrokerAddress.parse("localhost:9092, [::1]:65535"));
  }

  @Test
  void addresses_malformed_areWrongUsage() {
    for (String text :
        new String[] {
          "",
          "localhost",
          ":9092",
          "localhost:",
          "localhost:x",
          "h:0",
          "h:-1",
          "h:65536",
          "h:1,",
          "[:1",
          "]:1",
          "[]:1",
          "[::1:1",
          "::1]:1"
        }) {
      QuittanceException e =
          assertThrows(QuittanceException.class, () -> BrokerAddress.parse(text), text);
      assertEquals(2, e.exitStatus());
    }
  }

  @Test
  void broker_whereSomethingListens_answersAndElseNot() throws Exception {
    String address;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = "localhost:" + socket.getLocalPort();
      BrokerAddress.requireAnswer(address);
      BrokerAddress.requireAnswer("localhost:1," + address);
    }
    QuittanceException e =
        assertThrows(
            QuittanceException.class,
            () ->
                QuittanceClient.connect(
                    new TestNetwork(false).file().withBootstrapServers(address)));
    assertEquals("No network answers at " + address + ".", e.getMessage());
    assertTrue(e.advice().contains("./quittance up"), e.advice());
    assertEquals(1, e.exitStatus());
  }
}
