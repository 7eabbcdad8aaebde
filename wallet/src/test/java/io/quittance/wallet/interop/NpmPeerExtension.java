package io.quittance.wallet.interop;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one {@link NpmPeer} for all tests that need it, or says loudly why there is none. */
final class NpmPeerExtension implements ExecutionCondition, ParameterResolver {
  /** The property that turns skipping into failing, when it is {@code required}. */
  static final String PROPERTY = "quittance.npm";

  private static final Namespace NAMESPACE = Namespace.create(NpmPeerExtension.class);

  /** The running peer, or why there is none; closed by JUnit at the end of the run. */
  private record Attempt(NpmPeer peer, String missing) implements AutoCloseable {
    static Attempt make() {
      try {
        return new Attempt(NpmPeer.start(NpmPackage.install()), "");
      } catch (NpmPackage.MissingException e) {
        return new Attempt(null, e.getMessage());
      }
    }

    @Override
    public void close() {
      if (peer != null) {
        peer.close();
      }
    }
  }

  private static Attempt attempt(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Attempt.class, any -> Attempt.make(), Attempt.class);
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String missing = attempt(context).missing();
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("Node answers");
    }
    if ("required".equals(System.getProperty(PROPERTY))) {
      throw new AssertionError("The npm package is required here, but " + missing);
    }
    String reason = "NOT TESTED against npm's @solana/zk-sdk: " + missing;
    System.err.printf("%n*** %s: %s%n%n", context.getDisplayName(), reason);
    return ConditionEvaluationResult.disabled(reason);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == NpmPeer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return attempt(context).peer();
  }
}
