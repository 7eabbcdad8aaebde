package io.quittance.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

class DashboardPictureTest {
  private static final String MATRIX =
      """
      {"status":"success","data":{"resultType":"matrix","result":[
        {"metric":{"asset":"EUR<1>"},"values":[[%d,"1"],[%d,"3"],[%d,"NaN"]]}]}}""";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"operators.json", "business.json"})
  void picture_ofADashboard_hasAllItsPanels(String file) throws Exception {
    long now = System.currentTimeMillis() / 1000;
    byte[] answer = MATRIX.formatted(now - 50, now - 20, now - 10).getBytes(StandardCharsets.UTF_8);
    Set<String> asked = new ConcurrentSkipListSet<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/query_range",
        exchange -> {
          asked.add(exchange.getRequestURI().getQuery());
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      Path dashboard = Monitoring.FOLDER.resolve("dashboards").resolve(file);
      Path picture = directory.resolve("picture.svg");
      DashboardPicture.main(
          new String[] {
            "http://127.0.0.1:" + server.getAddress().getPort(),
            dashboard.toString(),
            picture.toString(),
            "60"
          });
      Document drawn =
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(picture.toFile());
      int panels = Yaml.read(dashboard).path("panels").size();
      assertEquals(panels, drawn.getElementsByTagName("g").getLength());
      assertTrue(drawn.getElementsByTagName("polyline").getLength() >= panels / 2);
      assertTrue(asked.size() >= panels);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void words_ofAPicture_areNoMarkup() {
    assertEquals("a &lt;b&gt; &amp; c", PanelDrawing.escaped("a <b> & c"));
  }
}
