package io.quittance.jobs.local;

import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/** Sends what Kafka and Flink have to say to a file, so that the terminal stays the user's. */
final class LogFile {
  private static final String PATTERN = "%d{ISO8601} %-5p [%t] %c - %m%n";

  private LogFile() {}

  /** Appends warnings and errors of this process to {@code file} from now on. */
  static void use(Path file) {
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    builder.setStatusLevel(Level.ERROR);
    // Else the last words of a process that exits would go to the terminal.
    builder.setShutdownHook("disable");
    builder.add(
        builder
            .newAppender("file", FileAppender.PLUGIN_NAME)
            .addAttribute("fileName", file.toString())
            .addAttribute("append", true)
            .add(builder.newLayout("PatternLayout").addAttribute("pattern", PATTERN)));
    builder.add(builder.newRootLogger(Level.WARN).add(builder.newAppenderRef("file")));
    Configurator.reconfigure(builder.build());
  }
}
