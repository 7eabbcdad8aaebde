package io.quittance.schemas;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A kind of user of a Kafka cluster, and the least that such a user must be allowed to do.
 *
 * @param name the role's name, which the user has too unless an operator names it otherwise
 * @param purpose who has the role, and for what
 * @param quota how much of a broker one such user may take; empty for the operator's own jobs,
 *     which nobody else may hold up
 * @param acls what it may do; all else is denied
 */
public record Role(String name, String purpose, Optional<Quota> quota, List<Acl> acls) {
  public Role {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(quota, "quota");
    acls = List.copyOf(acls);
  }
}
