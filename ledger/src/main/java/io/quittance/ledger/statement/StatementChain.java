package io.quittance.ledger.statement;

import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.ledger.receipt.OperatorTimetables;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.StatementSigning;
import io.quittance.schemas.journal.SignedStatement;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.schemas.signature.VerifyingKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements of a network from the first one on; immutable. The first one founds the network
 * and is known by its hash, the network's id; each further one is signed by the authority of the
 * one before and names its hash.
 */
public final class StatementChain {
  private final List<Link> links;

  private StatementChain(List<Link> links) {
    this.links = links;
  }

  /** A statement, the bytes in which it came, and what the network is by it. */
  private record Link(Statement statement, Bytes value, Bytes hash, Network network) {}

  /** What came of reading a statement. */
  public sealed interface Reading {
    /**
     * It takes effect.
     *
     * @param chain the statements with it
     */
    record Taken(StatementChain chain) implements Reading {}

    /**
     * It is one of these, and signed by who must sign it.
     *
     * @param version which one
     */
    record Known(int version) implements Reading {}

    /**
     * It changes nothing: it is another content of a version that one of these has, and who had to
     * sign that version signed this, too.
     *
     * @param version which one
     * @param signer who signed both
     */
    record Forked(int version, VerifyingKey signer) implements Reading {}

    /**
     * It changes nothing.
     *
     * @param explanation why, without a full stop
     */
    record Ignored(String explanation) implements Reading {}
  }

  /** Returns the record value of a statement, signed by the authority that must sign it. */
  public static byte[] sign(Statement statement, SigningKey authority) {
    byte[] payload = statement.payload();
    return SingleObject.encode(
        new SignedStatement(
            new Fixed64(authority.sign(StatementSigning.message(payload)).toBytes()),
            ByteBuffer.wrap(payload)));
  }

  /**
   * Founds a network by its first statement.
   *
   * @param value a signed statement
   * @throws IllegalArgumentException if it is not the first one of any network
   */
  public static StatementChain found(byte[] value) {
    SealedStatement sealed = SealedStatement.of(value);
    if (sealed.version() != 1) {
      throw new IllegalArgumentException(
          "a network begins with version 1, not " + sealed.version());
    }
    Statement first = sealed.open();
    sealed.requireSigned(first.authority());
    return new StatementChain(List.of(link(sealed, first, NetworkId.of(sealed.hash()))));
  }

  /** Founds a network by a first statement, signed by its authority. */
  public static StatementChain found(Statement first, SigningKey authority) {
    return found(sign(first, authority));
  }

  /**
   * Returns the statements of which these are the values, the first one first.
   *
   * @throws IllegalArgumentException if they do not follow each other
   */
  public static StatementChain of(List<byte[]> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a network has at least one statement");
    }
    StatementChain chain = found(values.get(0));
    for (byte[] value : values.subList(1, values.size())) {
      chain = chain.with(value);
    }
    return chain;
  }

  /**
   * Reads a statement that stands behind these.
   *
   * <p>Anybody may write down what looks like one, and as often as he likes. So a copy is told by
   * its bytes, a signature is verified before anything of what it covers is parsed but the version,
   * and only what the authority signed is parsed.
   *
   * @param value a signed statement, or whatever else was written
   */
  public Reading read(byte[] value) {
    for (Link link : links) {
      if (link.value().sameAs(value)) {
        return new Reading.Known(link.statement().version());
      }
    }
    try {
      SealedStatement sealed = SealedStatement.of(value);
      return sealed.version() <= links.size() ? readAgain(sealed) : readNext(sealed);
    } catch (IllegalArgumentException wrong) {
      return new Reading.Ignored(wrong.getMessage());
    }
  }

  private Reading readAgain(SealedStatement sealed) {
    int version = sealed.version();
    boolean same = link(version).hash().sameAs(sealed.hash());
    if (!same && version == 1) {
      return new Reading.Ignored("it founds another network");
    }
    if (!same && !link(version - 1).hash().equals(sealed.claim().previous())) {
      // An authority may have the same key on many networks: their statements are no forks here.
      return new Reading.Ignored("it follows another statement than version " + (version - 1));
    }
    VerifyingKey signer = version(Math.max(1, version - 1)).authority();
    sealed.requireSigned(signer);
    return same ? new Reading.Known(version) : new Reading.Forked(version, signer);
  }

  private Reading readNext(SealedStatement sealed) {
    if (sealed.version() != links.size() + 1) {
      throw new IllegalArgumentException(
          "version " + sealed.version() + " does not follow version " + links.size());
    }
    sealed.requireSigned(latest().authority());
    Statement next = sealed.open();
    return latest()
        .broken(next)
        .<Reading>map(Reading.Ignored::new)
        .orElseGet(() -> new Reading.Taken(with(link(sealed, next, identity().id()))));
  }

  /**
   * Returns these statements and a next one.
   *
   * @param value a signed statement
   * @throws IllegalArgumentException if it does not follow them
   */
  public StatementChain with(byte[] value) {
    Reading reading = read(value);
    if (reading instanceof Reading.Taken taken) {
      return taken.chain();
    }
    if (reading instanceof Reading.Forked forked) {
      throw new IllegalArgumentException(
          "it is another version " + forked.version() + " than the one that holds");
    }
    throw new IllegalArgumentException(
        reading instanceof Reading.Ignored ignored
            ? ignored.explanation()
            : "the statement stands there already");
  }

  /**
   * Returns these statements and a next one, signed by the authority.
   *
   * @throws IllegalArgumentException if it does not follow them
   */
  public StatementChain with(Statement next, SigningKey authority) {
    return with(sign(next, authority));
  }

  private StatementChain with(Link next) {
    List<Link> all = new ArrayList<>(links);
    all.add(next);
    return new StatementChain(List.copyOf(all));
  }

  /** Returns which network it is. */
  public NetworkIdentity identity() {
    return network().identity();
  }

  /** Returns what verdicts depend on by the statement that holds now. */
  public Network network() {
    return links.get(links.size() - 1).network();
  }

  /**
   * Returns what verdicts depend on by a statement.
   *
   * @throws IllegalArgumentException if there is none of that version
   */
  public Network network(int version) {
    return link(version).network();
  }

  /** Returns the statement that holds now. */
  public Statement latest() {
    return links.get(links.size() - 1).statement();
  }

  /** Returns the hash of the statement that holds now, 32 bytes. */
  public Bytes latestHash() {
    return links.get(links.size() - 1).hash();
  }

  /**
   * Returns a statement by its version.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Statement version(int version) {
    return link(version).statement();
  }

  /** Returns which key of the operator's signs, by each of these statements. */
  public OperatorTimetables timetables() {
    return OperatorTimetables.of(links.stream().map(link -> link.statement().operator()).toList());
  }

  private Link link(int version) {
    if (version < 1 || version > links.size()) {
      throw new IllegalArgumentException(
          "there are statements 1 to " + links.size() + ", and no " + version);
    }
    return links.get(version - 1);
  }

  /** Returns the record values of all statements, the first one first. */
  public List<byte[]> values() {
    return links.stream().map(link -> link.value().toBytes()).toList();
  }

  /** Compares the statements, not the signatures under them. */
  @Override
  public boolean equals(Object other) {
    return other instanceof StatementChain that
        && links.size() == that.links.size()
        && latestHash().equals(that.latestHash());
  }

  @Override
  public int hashCode() {
    return latestHash().hashCode();
  }

  @Override
  public String toString() {
    return "StatementChain[" + identity() + " version " + links.size() + "]";
  }

  /**
   * Returns the link of the network with that id.
   *
   * @throws IllegalArgumentException if what the statement says holds for no such network
   */
  private static Link link(SealedStatement sealed, Statement statement, NetworkId id) {
    return new Link(
        statement,
        Bytes.of(sealed.value()),
        Bytes.of(sealed.hash()),
        new Network(
            new NetworkIdentity(id, statement.name()),
            statement.partitions(),
            statement.settled()));
  }
}
