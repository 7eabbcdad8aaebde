package io.quittance.jobs.configuration;

import io.quittance.network.host.SafeText;
import io.quittance.network.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;

/** Settings in words, as a file that can be read again. */
final class SettingsText {
  private static final int WIDTH = 96;

  /** What YAML takes as it stands, a value of several words too. */
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9/][A-Za-z0-9/._ -]*(?<! )");

  /** What YAML takes for no value. */
  private static final Set<String> NOTHING = Set.of("null", "~");

  private static final String ESCAPE = "\\u%04x";

  private static final String HEADER =
      """
      # Quittance's configuration. Keys may be nested or dotted. A variable of the environment goes
      # before this file, this file before the defaults. './quittance config' prints what is set.

      """;

  private final StringBuilder text = new StringBuilder(HEADER);

  /** Adds a setting with its meaning; one that is not set is a comment. */
  SettingsText add(ConfigOption<?> option, Optional<String> value) {
    comment(new HtmlFormatter().format(option.description()));
    comment(
        Settings.variable(option.key())
            + (option.hasDefaultValue() ? ", default " + spelled(option.defaultValue()) : ""));
    text.append(value.isPresent() ? "" : "# ").append(option.key()).append(':');
    text.append(value.map(set -> " " + scalar(set)).orElse("")).append("\n\n");
    return this;
  }

  /** Adds Kafka's own settings, secrets struck out. */
  SettingsText add(KafkaSettings kafka) {
    for (Map.Entry<String, String> setting : kafka.values().entrySet()) {
      String key = Settings.KAFKA_CLIENT + setting.getKey();
      boolean secret = KafkaSettings.isSecret(setting.getKey());
      text.append(secret ? "# " : "").append(key).append(": ");
      text.append(secret ? "(set, and not shown)" : scalar(setting.getValue())).append('\n');
    }
    return this;
  }

  static String spelled(Object value) {
    if (value instanceof Duration duration) {
      return TimeUtils.formatWithHighestUnit(duration);
    }
    return value instanceof Enum<?> choice
        ? choice.name().toLowerCase(Locale.ROOT)
        : String.valueOf(value);
  }

  /** A value as YAML reads it again, letter by letter: bare where nothing can be misread. */
  private static String scalar(String value) {
    if (BARE.matcher(value).matches() && !NOTHING.contains(value.toLowerCase(Locale.ROOT))) {
      return value;
    }
    if (SafeText.line(value).equals(value)) {
      return "'" + value.replace("'", "''") + "'";
    }
    StringBuilder escaped = new StringBuilder("\"");
    for (char unit : value.toCharArray()) {
      boolean plain = unit >= ' ' && unit < 0x7f && unit != '"' && unit != '\\';
      escaped.append(plain ? Character.toString(unit) : String.format(ESCAPE, (int) unit));
    }
    return escaped.append('"').toString();
  }

  private void comment(String words) {
    StringBuilder line = new StringBuilder("#");
    for (String word : words.split(" ")) {
      if (line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder("#");
      }
      line.append(' ').append(word);
    }
    text.append(line).append('\n');
  }

  @Override
  public String toString() {
    return text.toString().stripTrailing() + "\n";
  }
}
