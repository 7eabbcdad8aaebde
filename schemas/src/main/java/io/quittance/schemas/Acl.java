package io.quittance.schemas;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * What one user may do with one resource of a Kafka cluster, or with all whose names begin alike.
 *
 * @param resource kind of the resource
 * @param name its name; {@link #CLUSTER_NAME} for the cluster
 * @param prefix whether the name is the beginning of many names
 * @param operations what may be done
 */
public record Acl(Resource resource, String name, boolean prefix, Set<Operation> operations) {
  /** The one name that Kafka has for the cluster as a resource. */
  public static final String CLUSTER_NAME = "kafka-cluster";

  /** Kinds of resources, by the names of Kafka's {@code ResourceType}. */
  public enum Resource {
    TOPIC,
    GROUP,
    TRANSACTIONAL_ID,
    CLUSTER
  }

  /** Operations, by the names of Kafka's {@code AclOperation}. */
  public enum Operation {
    READ,
    WRITE,
    DESCRIBE,
    DESCRIBE_CONFIGS
  }

  public Acl {
    Objects.requireNonNull(resource, "resource");
    if (name.isBlank()) {
      throw new IllegalArgumentException("a resource of kind " + resource + " must have a name");
    }
    operations = Set.copyOf(operations);
    if (operations.isEmpty()) {
      throw new IllegalArgumentException("nothing may be done with " + resource + " " + name);
    }
  }

  static Acl topic(Topic topic, Operation first, Operation... more) {
    return new Acl(Resource.TOPIC, topic.name(), false, EnumSet.of(first, more));
  }

  static Acl named(Resource resource, String name, Operation first, Operation... more) {
    return new Acl(resource, name, false, EnumSet.of(first, more));
  }

  static Acl prefixed(Resource resource, String prefix, Operation first, Operation... more) {
    return new Acl(resource, prefix, true, EnumSet.of(first, more));
  }
}
