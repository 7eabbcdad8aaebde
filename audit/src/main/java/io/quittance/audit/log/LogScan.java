package io.quittance.audit.log;

import io.quittance.network.QuittanceException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A topic being read. */
public interface LogScan extends AutoCloseable {
  /** Returns the next records, at least one; none when all is read. */
  List<ConsumerRecord<byte[], byte[]>> next() throws QuittanceException;

  /** Returns the offset that comes next in each partition, by its number. */
  List<Long> positions();

  @Override
  void close() throws QuittanceException;
}
