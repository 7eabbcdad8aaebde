package io.quittance.analytics.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A query that is there for the asking.
 *
 * @param name what to ask for
 * @param description what it answers, one sentence
 * @param sql the statement
 */
public record NamedQuery(String name, String description, String sql) {
  private static final String COMMENT = "-- ";

  /** Stands in a statement for the path of the auditor's key file. */
  private static final String AUDITOR = "${auditor}";

  private static final List<NamedQuery> ALL =
      Stream.of("transfers", "rejections", "counterparties", "latency", "totals")
          .map(NamedQuery::load)
          .toList();

  /** Returns every named query. */
  public static List<NamedQuery> all() {
    return ALL;
  }

  /** Returns the query of that name. */
  public static Optional<NamedQuery> named(String name) {
    return ALL.stream().filter(query -> query.name.equals(name)).findFirst();
  }

  /** Returns the statement with the auditor's key file in it, where it needs one. */
  public String sql(Path auditorKey) {
    return sql.replace(AUDITOR, auditorKey.toString().replace("'", "''"));
  }

  private static NamedQuery load(String name) {
    try (InputStream in = NamedQuery.class.getResourceAsStream(name + ".sql")) {
      String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      return new NamedQuery(
          name, sql.lines().findFirst().orElseThrow().substring(COMMENT.length()), sql);
    } catch (IOException impossible) {
      throw new UncheckedIOException("the query " + name + " cannot be read", impossible);
    }
  }
}
