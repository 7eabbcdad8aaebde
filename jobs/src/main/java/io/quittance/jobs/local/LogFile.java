package io.quittance.jobs.local;

import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.appender.RollingFileAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.AppenderComponentBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/**
 * Sends what Kafka and Flink have to say to a file, so that the terminal stays the user's.
 *
 * <p>The file grows to {@value #MAX_SIZE}; then it is moved aside, and {@value #OLD_FILES} such
 * files are kept.
 */
public final class LogFile {
  static final String MAX_SIZE = "10MB";
  static final int OLD_FILES = 3;

  private static final String PATTERN = "%d{ISO8601} %-5p [%t] %c - %m%n";

  private LogFile() {}

  /** Appends warnings and errors of this process to {@code file} from now on. */
  public static void use(Path file) {
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    builder.setStatusLevel(Level.ERROR);
    builder.add(appender(builder, file));
    // Flink's sinks register one gauge again at every checkpoint, and warn of it every time.
    builder.add(builder.newLogger("org.apache.flink.metrics.MetricGroup", Level.ERROR));
    builder.add(builder.newRootLogger(Level.WARN).add(builder.newAppenderRef("file")));
    Configurator.reconfigure(builder.build());
  }

  private static AppenderComponentBuilder appender(
      ConfigurationBuilder<BuiltConfiguration> builder, Path file) {
    return builder
        .newAppender("file", RollingFileAppender.PLUGIN_NAME)
        .addAttribute("fileName", file.toString())
        .addAttribute("filePattern", file + ".%i")
        .add(builder.newLayout("PatternLayout").addAttribute("pattern", PATTERN))
        .addComponent(
            builder
                .newComponent("Policies")
                .addComponent(
                    builder
                        .newComponent("SizeBasedTriggeringPolicy")
                        .addAttribute("size", MAX_SIZE)))
        .addComponent(
            builder
                .newComponent("DefaultRolloverStrategy")
                .addAttribute("max", Integer.toString(OLD_FILES)));
  }
}
