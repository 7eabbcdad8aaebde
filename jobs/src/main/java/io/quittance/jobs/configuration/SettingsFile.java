package io.quittance.jobs.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quittance.network.WalletException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A configuration file: YAML, its keys nested or dotted, as one likes. */
final class SettingsFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private SettingsFile() {}

  /** Reads the values by their dotted keys, whether these exist or not. */
  static SortedMap<String, String> read(Path file) throws WalletException {
    SortedMap<String, String> values = new TreeMap<>();
    try {
      flatten("", YAML.readTree(Files.readString(file)), values);
    } catch (JsonProcessingException e) {
      throw OperatorConfiguration.refused(
          "the configuration " + file + " is not valid YAML: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw OperatorConfiguration.refused(
          "the configuration " + file + " cannot be read: " + e.getMessage());
    }
    return values;
  }

  private static void flatten(String prefix, JsonNode node, Map<String, String> values)
      throws WalletException {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        flatten(
            prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey(),
            field.getValue(),
            values);
      }
    } else if (node.isMissingNode() || node.isNull()) {
      return;
    } else if (prefix.isEmpty()) {
      throw OperatorConfiguration.refused("the configuration holds no settings");
    } else if (!node.isValueNode()) {
      throw OperatorConfiguration.refused(prefix + " holds no single value");
    } else if (values.put(prefix, node.asText()) != null) {
      throw OperatorConfiguration.refused(prefix + " is set twice");
    }
  }
}
