package io.quittance.analytics.query;

import io.quittance.analytics.function.Functions;
import io.quittance.analytics.table.TopicTable;
import io.quittance.ledger.asset.Asset;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.host.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.config.TableConfigOptions;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * Flink SQL over a network's topics as they stand: a table for each topic, and one of the network's
 * assets. Each query runs on a Flink cluster in this process and ends at the topics' present end.
 *
 * <p>A session belongs to the thread that opened it: Flink's planner keeps a part of itself there,
 * and plans only some queries without it.
 */
public final class SqlSession {
  /** Most rows that are taken of a result. */
  public static final int MAX_ROWS = 1_000;

  private static final int PARALLELISM = 2;

  /** Sorting and joining take parts of it; the default in one process is 128 MB. */
  private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(512);

  private final TableEnvironment tables;
  private final Thread owner = Thread.currentThread();

  private SqlSession(TableEnvironment tables) {
    this.tables = tables;
  }

  /** What a query gave. */
  public record Result(List<String> columns, List<Row> rows, boolean complete) {}

  /**
   * Opens a session.
   *
   * @param client settings of the Kafka clients, {@code bootstrap.servers} at least
   */
  public static SqlSession open(NetworkFile network, Properties client) throws QuittanceException {
    Machine.requireName();
    Configuration configuration = new Configuration();
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, PARALLELISM);
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    // What is read here is compared with what others read elsewhere.
    configuration.set(TableConfigOptions.LOCAL_TIME_ZONE, "UTC");
    TableEnvironment tables =
        TableEnvironment.create(
            EnvironmentSettings.newInstance()
                .inBatchMode()
                .withConfiguration(configuration)
                .build());
    for (TopicTable table : TopicTable.all()) {
      tables.executeSql(table.definition(client, true));
    }
    tables.executeSql(assets(network));
    Functions.definitions().forEach(tables::executeSql);
    return new SqlSession(tables);
  }

  /**
   * Runs a query and takes its first rows.
   *
   * @throws IllegalStateException if another thread opened this session
   */
  public Result query(String sql) throws Exception {
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException("The session belongs to the thread " + owner.getName() + ".");
    }
    TableResult result = tables.executeSql(sql);
    List<Row> rows = new ArrayList<>();
    CloseableIterator<Row> found = result.collect();
    try {
      while (rows.size() < MAX_ROWS && found.hasNext()) {
        rows.add(found.next());
      }
      return new Result(result.getResolvedSchema().getColumnNames(), rows, !found.hasNext());
    } finally {
      found.close();
    }
  }

  /** Returns the statement that defines the table of a network's assets. */
  public static String assets(NetworkFile network) {
    List<String> rows = new ArrayList<>();
    for (Asset asset : network.assets()) {
      rows.add("('" + asset.id() + "', '" + asset.code() + "', " + asset.decimals() + ")");
    }
    return "CREATE TEMPORARY VIEW assets (asset, code, decimals) AS VALUES\n"
        + rows.stream().map(row -> "  " + row).collect(Collectors.joining(",\n"));
  }
}
