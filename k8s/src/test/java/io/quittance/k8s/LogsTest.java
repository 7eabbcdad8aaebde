package io.quittance.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.jobs.lifecycle.LifecycleLog;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ServiceLoader;
import org.apache.flink.events.reporter.EventReporterFactory;
import org.apache.flink.traces.reporter.TraceReporterFactory;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.properties.PropertiesConfigurationFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

/** What the job's pods write to their standard output. */
class LogsTest {
  @Test
  void lines_areJson_andTheJobsLifeIsAmongThem() throws Exception {
    String properties =
        deployment()
            .path("spec")
            .path("logConfiguration")
            .path("log4j-console.properties")
            .asText();
    try (LoggerContext context = new LoggerContext("test")) {
      Configuration configuration =
          new PropertiesConfigurationFactory()
              .getConfiguration(
                  context,
                  new ConfigurationSource(
                      new ByteArrayInputStream(properties.getBytes(StandardCharsets.UTF_8))));
      configuration.initialize();
      byte[] line =
          configuration
              .getAppender("console")
              .getLayout()
              .toByteArray(
                  Log4jLogEvent.newBuilder()
                      .setLoggerName(LifecycleLog.LOGGER)
                      .setLevel(Level.INFO)
                      .setMessage(new SimpleMessage("job is RUNNING"))
                      .build());
      JsonNode event = new ObjectMapper().readTree(line);
      assertEquals("job is RUNNING", event.path("message").asText());
      assertEquals(LifecycleLog.LOGGER, event.path("log.logger").asText());
      assertTrue(event.has("@timestamp"));
      assertEquals(Level.INFO, configuration.getLoggerConfig(LifecycleLog.LOGGER).getLevel());
      assertEquals(
          Level.WARN, configuration.getLoggerConfig("org.apache.kafka.clients").getLevel());
    }
  }

  @Test
  void reporters_ofTheManifest_areThoseThatFlinkFinds() throws Exception {
    JsonNode flink = deployment().path("spec").path("flinkConfiguration");
    assertTrue(
        ServiceLoader.load(EventReporterFactory.class).stream()
            .anyMatch(
                found ->
                    found
                        .type()
                        .getName()
                        .equals(flink.path("events.reporter.lifecycle.factory.class").asText())));
    assertTrue(
        ServiceLoader.load(TraceReporterFactory.class).stream()
            .anyMatch(
                found ->
                    found
                        .type()
                        .getName()
                        .equals(flink.path("traces.reporter.lifecycle.factory.class").asText())));
    assertTrue(
        Files.readString(Yaml.FOLDER.resolve("Dockerfile"))
            .contains("/opt/flink/plugins/quittance-lifecycle/"));
  }

  private static JsonNode deployment() {
    return Yaml.read(Yaml.FOLDER.resolve("base/flink/settlement.yaml"));
  }
}
