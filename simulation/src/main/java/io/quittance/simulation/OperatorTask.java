package io.quittance.simulation;

import io.quittance.jobs.settlement.SettlementOperator;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.runtime.io.disk.iomanager.IOManager;
import org.apache.flink.runtime.io.disk.iomanager.IOManagerAsync;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.OutputTag;

/** One instance of one of the job's operators, in Flink's own harness, with its own state. */
@SuppressWarnings("try") // The harness's close() may be interrupted; nobody interrupts here.
final class OperatorTask extends AbstractStreamOperatorTestHarness<Object> {
  /** No operator of the job asks for any; by default each harness starts threads of its own. */
  private static final IOManager IO_MANAGER = new IOManagerAsync();

  private static final int MANAGED_MEMORY_BYTES = 1 << 20;

  private final SettlementOperator identity;
  private final int index;
  private final StreamNode node;

  private OperatorTask(
      StreamOperatorFactory<Object> factory,
      MockEnvironment environment,
      StreamNode node,
      int index)
      throws Exception {
    super(factory, environment);
    this.identity = SettlementOperator.of(node.getTransformationUID());
    this.node = node;
    this.index = index;
    KeySelector<?, ?>[] selectors = node.getStatePartitioners();
    for (int i = 0; i < selectors.length; i++) {
      config.setStatePartitioner(i, selectors[i]);
    }
    if (node.getStateKeySerializer() != null) {
      config.setStateKeySerializer(node.getStateKeySerializer());
    }
    config.serializeAllConfigs();
  }

  /** Where a task's output goes. */
  interface Receiver {
    /** Takes a record from the side output called {@code tag}, or the main one where it is null. */
    void emitted(OperatorTask task, OutputTag<?> tag, Object value);
  }

  /** Starts an instance, from the state that belongs to it, or empty where that is null. */
  static OperatorTask start(
      StreamNode node,
      int index,
      int parallelism,
      Counters counters,
      OperatorSubtaskState state,
      long nowMillis,
      Receiver receiver)
      throws Exception {
    MockEnvironment environment =
        new MockEnvironmentBuilder()
            .setTaskName(node.getTransformationUID())
            .setMaxParallelism(node.getMaxParallelism())
            .setParallelism(parallelism)
            .setSubtaskIndex(index)
            .setManagedMemorySize(MANAGED_MEMORY_BYTES)
            .setIOManager(IO_MANAGER)
            .setMetricGroup(counters.group(node.getTransformationUID()))
            .build();
    // A copy, as each instance gets one when Flink sends the job to where it runs.
    @SuppressWarnings("unchecked")
    StreamOperatorFactory<Object> factory =
        (StreamOperatorFactory<Object>) InstantiationUtil.clone(node.getOperatorFactory());
    OperatorTask task = new OperatorTask(factory, environment, node, index);
    task.setOutputCreator(serializer -> new Outgoing(task, receiver));
    task.setProcessingTime(nowMillis);
    if (state != null) {
      task.initializeState(state);
    }
    task.open();
    return task;
  }

  /** Returns which operator of the job it is an instance of. */
  SettlementOperator identity() {
    return identity;
  }

  int index() {
    return index;
  }

  /** Takes a record that arrives at an input, 1 or 2. */
  void take(int input, Object value) throws Exception {
    StreamRecord<Object> record = new StreamRecord<>(value);
    if (getOperator() instanceof OneInputStreamOperator<?, ?> operator) {
      @SuppressWarnings("unchecked")
      OneInputStreamOperator<Object, Object> one =
          (OneInputStreamOperator<Object, Object>) operator;
      one.setKeyContextElement(record);
      one.processElement(record);
      return;
    }
    @SuppressWarnings("unchecked")
    TwoInputStreamOperator<Object, Object, Object> two =
        (TwoInputStreamOperator<Object, Object, Object>) (Object) getOperator();
    if (input == 1) {
      two.setKeyContextElement1(record);
      two.processElement1(record);
    } else {
      two.setKeyContextElement2(record);
      two.processElement2(record);
    }
  }

  /** Turns a record into the bytes that travel to an input, and back. */
  static byte[] serialize(TypeSerializer<?> serializer, Object value) {
    try {
      DataOutputSerializer out = new DataOutputSerializer(256);
      @SuppressWarnings("unchecked")
      TypeSerializer<Object> any = (TypeSerializer<Object>) serializer;
      any.serialize(value, out);
      return out.getCopyOfBuffer();
    } catch (IOException e) {
      throw new IllegalStateException("a record cannot be serialized", e);
    }
  }

  Object deserialize(int input, byte[] bytes) throws IOException {
    return node.getTypeSerializersIn()[input - 1].deserialize(new DataInputDeserializer(bytes));
  }

  private record Outgoing(OperatorTask task, Receiver receiver)
      implements Output<StreamRecord<Object>> {
    @Override
    public void collect(StreamRecord<Object> record) {
      receiver.emitted(task, null, record.getValue());
    }

    @Override
    public <X> void collect(OutputTag<X> tag, StreamRecord<X> record) {
      receiver.emitted(task, tag, record.getValue());
    }

    @Override
    public void emitWatermark(Watermark mark) {
      // The job has no event time.
    }

    @Override
    public void emitWatermark(WatermarkEvent event) {
      // The job has no event time.
    }

    @Override
    public void emitWatermarkStatus(WatermarkStatus status) {
      // The job has no event time.
    }

    @Override
    public void emitLatencyMarker(LatencyMarker marker) {
      // Nobody measures latency here.
    }

    @Override
    public void emitRecordAttributes(RecordAttributes attributes) {
      // The job has none.
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
