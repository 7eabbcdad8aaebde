package io.quittance.stack.local;

import io.quittance.jobs.configuration.LogFormat;
import io.quittance.jobs.lifecycle.LifecycleLog;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.appender.RollingFileAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.AppenderComponentBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.api.LayoutComponentBuilder;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/**
 * Sends what Kafka and Flink have to say to a file, so that the terminal stays the user's: lines
 * for people, or JSON for programs.
 *
 * <p>The file grows to {@value #MAX_SIZE}; then it is moved aside, and {@value #OLD_FILES} such
 * files are kept.
 */
public final class LogFile {
  static final String MAX_SIZE = "10MB";
  static final int OLD_FILES = 3;

  private static final String PATTERN = "%d{ISO8601} %-5p [%t] %c - %m%n";

  /** Elastic's common schema, which most programs that collect logs know. */
  private static final String JSON_TEMPLATE = "classpath:EcsLayout.json";

  private LogFile() {}

  /**
   * Appends what is out of the ordinary to {@code file} from now on: warnings, errors and the
   * events in the job's life.
   */
  public static void use(Path file) {
    use(file, Level.WARN, Map.of());
  }

  /** Appends all that a process of Flink's or Kafka's own tells to {@code file} from now on. */
  public static void useForProcess(Path file) {
    // Kafka's clients print all their settings at each start, and Flink makes producers all the
    // time.
    use(file, Level.INFO, Map.of("org.apache.kafka", Level.WARN, "kafka", Level.WARN));
  }

  private static void use(Path file, Level level, Map<String, Level> exceptions) {
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    builder.setStatusLevel(Level.ERROR);
    builder.add(appender(builder, file));
    // Flink's sinks register one gauge again at every checkpoint, and warn of it every time.
    builder.add(builder.newLogger("org.apache.flink.metrics.MetricGroup", Level.ERROR));
    builder.add(builder.newLogger(LifecycleLog.LOGGER, Level.INFO));
    exceptions.forEach((logger, own) -> builder.add(builder.newLogger(logger, own)));
    builder.add(builder.newRootLogger(level).add(builder.newAppenderRef("file")));
    Configurator.reconfigure(builder.build());
  }

  private static AppenderComponentBuilder appender(
      ConfigurationBuilder<BuiltConfiguration> builder, Path file) {
    return builder
        .newAppender("file", RollingFileAppender.PLUGIN_NAME)
        .addAttribute("fileName", literal(file.toString()))
        // A percent sign of the path begins no conversion; references are replaced twice here.
        .addAttribute("filePattern", literal(literal(file.toString())).replace("%", "%%") + ".%i")
        .add(layout(builder))
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

  /** Returns what a text is spelled like for the logger to replace nothing in it. */
  private static String literal(String text) {
    return text.replace("${", "$${");
  }

  private static LayoutComponentBuilder layout(ConfigurationBuilder<BuiltConfiguration> builder) {
    return switch (format()) {
      case TEXT -> builder.newLayout("PatternLayout").addAttribute("pattern", PATTERN);
      case JSON ->
          builder.newLayout("JsonTemplateLayout").addAttribute("eventTemplateUri", JSON_TEMPLATE);
    };
  }

  private static LogFormat format() {
    String chosen = System.getProperty(LogFormat.PROPERTY, LogFormat.TEXT.name());
    return LogFormat.valueOf(chosen.toUpperCase(Locale.ROOT));
  }
}
