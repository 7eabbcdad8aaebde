package io.quittance.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The alerts and the dashboards, and what they ask Prometheus for. */
final class Monitoring {
  static final Path FOLDER = Yaml.FOLDER.resolve("base/monitoring");
  static final List<Path> ALERTS =
      List.of(
          FOLDER.resolve("alerts.yaml"),
          Yaml.FOLDER.resolve("base/windows").resolve("alerts.yaml"));
  static final List<String> DASHBOARDS = List.of("operators.json", "business.json");

  private static final Pattern OF_KAFKA = Pattern.compile("\\bkafka_[a-z0-9_]+");
  private static final Pattern OF_OTHERS =
      Pattern.compile("\\b(?:up|(?:kubelet|strimzi)_[a-z0-9_]+)\\{");
  private static final Pattern METRIC =
      Pattern.compile("\\b((?:flink|quittance)_[a-zA-Z0-9_]+|up)\\b(?:\\{([^}]*)\\})?");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~|!=|=)\"([^\"]*)\"");
  private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");

  private Monitoring() {}

  /**
   * One metric that an expression names.
   *
   * @param name its name
   * @param equal labels that must have a value
   * @param labels all labels that it must have
   */
  record Use(String name, Map<String, String> equal, Set<String> labels) {}

  /** Returns the alerts by name. */
  static Map<String, JsonNode> alerts() {
    Map<String, JsonNode> alerts = new LinkedHashMap<>();
    for (Path file : ALERTS) {
      for (JsonNode group : Yaml.read(file).path("spec").path("groups")) {
        for (JsonNode rule : group.path("rules")) {
          if (alerts.put(rule.path("alert").asText(), rule) != null) {
            throw new IllegalArgumentException(rule.path("alert") + " stands twice");
          }
        }
      }
    }
    return alerts;
  }

  /** Returns every expression, by where it stands. */
  static Map<String, String> expressions() {
    Map<String, String> expressions = new TreeMap<>();
    alerts().forEach((name, alert) -> expressions.put(name, alert.path("expr").asText()));
    for (String file : DASHBOARDS) {
      JsonNode dashboard = Yaml.read(FOLDER.resolve("dashboards").resolve(file));
      for (JsonNode panel : dashboard.path("panels")) {
        for (JsonNode target : panel.path("targets")) {
          expressions.put(
              file + ", " + panel.path("title").asText() + ", " + target.path("refId").asText(),
              target.path("expr").asText());
        }
      }
    }
    return expressions;
  }

  /** Returns the brokers' metrics that the expressions name. */
  static Set<String> ofKafka() {
    Set<String> names = new TreeSet<>();
    for (String expression : expressions().values()) {
      OF_KAFKA.matcher(expression).results().forEach(name -> names.add(name.group()));
    }
    return names;
  }

  /** Returns whether an expression asks for what Prometheus, Kubernetes or an operator tell. */
  static boolean isOfOthers(String expression) {
    return OF_KAFKA.matcher(expression).find() || OF_OTHERS.matcher(expression).find();
  }

  /** Returns the metrics of ours and Flink's that an expression names. */
  static List<Use> uses(String expression) {
    Set<String> grouping = new TreeSet<>();
    GROUPING
        .matcher(expression)
        .results()
        .forEach(by -> grouping.addAll(List.of(by.group(1).split(",\\s*"))));
    List<Use> uses = new ArrayList<>();
    Matcher metric = METRIC.matcher(expression);
    while (metric.find()) {
      Map<String, String> equal = new TreeMap<>();
      Set<String> labels = new TreeSet<>(grouping);
      if (metric.group(2) != null) {
        Matcher each = MATCHER.matcher(metric.group(2));
        while (each.find()) {
          labels.add(each.group(1));
          if (each.group(2).equals("=")) {
            equal.put(each.group(1), each.group(3));
          }
        }
      }
      if (!metric.group(1).equals("up")) {
        uses.add(new Use(metric.group(1), equal, labels));
      }
    }
    return uses;
  }
}
