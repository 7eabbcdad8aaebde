package io.quittance.jobs.windows;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * Refuses to go on with other windows than those whose totals are published, or anew beside them:
 * totals of both would have differences that are of too few transfers.
 */
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
    if (!context.isRestored()) {
      try {
        first.require();
      } catch (IllegalStateException published) {
        throw new SuppressRestartsException(published);
      }
    }
    ListState<String> state = context.getOperatorStateStore().getUnionListState(WINDOWS);
    String wanted = options.windows();
    for (String restored : state.get()) {
      if (!restored.equals(wanted)) {
        throw new SuppressRestartsException(
            new IllegalStateException(
                String.format(
                    "%s are published already, and %s beside them would have differences of single"
                        + " transfers: keep to the former",
                    restored, wanted)));
      }
    }
    state.update(List.of(wanted));
  }
}
