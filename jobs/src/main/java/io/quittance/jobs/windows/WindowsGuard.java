package io.quittance.jobs.windows;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/** Refuses other windows than those whose totals are published, and to begin anew beside them. */
final class WindowsGuard {
  private static final ListStateDescriptor<String> WINDOWS =
      new ListStateDescriptor<>("windows", Types.STRING);

  private WindowsGuard() {}

  /**
   * Compares the windows in the restored state, where there is one, and records them.
   *
   * @throws SuppressRestartsException if they are others, or if state is missing; trying again
   *     would not help
   */
  static void check(FunctionInitializationContext context, WindowOptions options, FirstRun first)
      throws Exception {
    ListState<String> state = context.getOperatorStateStore().getUnionListState(WINDOWS);
    try {
      if (!context.isRestored()) {
        first.require();
      }
      for (String published : state.get()) {
        options.requireSame(published);
      }
    } catch (IllegalStateException refused) {
      throw new SuppressRestartsException(refused);
    }
    state.update(List.of(options.windows()));
  }
}
