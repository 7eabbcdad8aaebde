package io.quittance.jobs.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.quittance.network.QuittanceException;
import io.quittance.network.document.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A configuration file: YAML, its keys nested or dotted, as one likes. A value is the text that
 * stands there: YAML's own ideas of numbers and truth would make 7 of a network named 007.
 */
final class SettingsFile {
  private static final YAMLFactory YAML =
      YAMLFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
          .build();

  private final YAMLParser parser;
  private final SortedMap<String, String> values = new TreeMap<>();

  private SettingsFile(YAMLParser parser) {
    this.parser = parser;
  }

  /** Reads the values by their dotted keys, whether these exist or not. */
  static SortedMap<String, String> read(Path file) throws QuittanceException {
    try (YAMLParser parser = YAML.createParser(TextFile.read(file))) {
      SettingsFile settings = new SettingsFile(parser);
      settings.read();
      return settings.values;
    } catch (JsonProcessingException e) {
      throw OperatorConfiguration.refused(
          "the configuration " + file + " is not valid YAML: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw OperatorConfiguration.refused(
          "the configuration " + file + " cannot be read: " + e.getMessage());
    }
  }

  private void read() throws QuittanceException, IOException {
    JsonToken first = parser.nextToken();
    if (first == JsonToken.START_OBJECT) {
      readObject("");
    } else if (first != null && first != JsonToken.VALUE_NULL) {
      throw OperatorConfiguration.refused("the configuration holds no settings");
    }
    if (parser.nextToken() != null) {
      throw OperatorConfiguration.refused("the configuration holds more than one document");
    }
  }

  private void readObject(String prefix) throws QuittanceException, IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = prefix.isEmpty() ? parser.currentName() : prefix + "." + parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT) {
        readObject(key);
      } else if (!value.isScalarValue()
          || value == JsonToken.VALUE_EMBEDDED_OBJECT
          || parser.isCurrentAlias()) {
        throw OperatorConfiguration.refused(key + " holds no single value");
      } else if (value != JsonToken.VALUE_NULL && values.put(key, parser.getText()) != null) {
        throw OperatorConfiguration.refused(key + " is set twice");
      }
    }
  }
}
