package io.quittance.ledger.statement;

import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.submission.Reason;
import io.quittance.ledger.submission.Stamp;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.journal.SignedStatement;
import io.quittance.schemas.signature.VerifyingKey;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which statement holds at each place of a journal, and how late it is there. Each partition has
 * its own: a statement holds from where it stands in a partition, and only there.
 *
 * <p>What the statements say comes from the network's file, and so does which content of a version
 * is meant, should the authority have signed two; from where on a version holds comes from the
 * journal alone. So a record is judged by the same statement whenever it is read, with whatever
 * later file of the same chain. A file of another chain cannot take up a state of this one, and is
 * told by a {@link Fork} when it reads the journal from the beginning. A file that ends before the
 * journal does cannot be gone on with: {@link Standing.Ahead}.
 */
public final class JournalStatements {
  private static final Reason UNFOUNDED =
      new Reason(
          RejectionCode.UNKNOWN_ASSET,
          "No statement of the network stands before the record in its partition.");

  private static final Place NOTHING_READ = new Place(-1, Long.MIN_VALUE, 0, Bytes.EMPTY);

  private final StatementChain known;
  private final Map<Integer, Place> places = new TreeMap<>();

  /**
   * How far a partition was read.
   *
   * @param offset of the last record that was read
   * @param millis greatest log-append time so far
   * @param statement version of the statement that holds behind it, 0 if none does yet
   * @param hash of that statement, 32 bytes; of none where none holds
   */
  public record Place(long offset, long millis, int statement, Bytes hash) {}

  /** What came of reading a record. */
  public sealed interface Standing {
    /**
     * It is no statement, and this is what it is judged by.
     *
     * @param stamp by what
     */
    record Stamped(Stamp stamp) implements Standing {}

    /**
     * It is no statement, and none stands before it: nothing can be said of it.
     *
     * @param reason why it is rejected
     */
    record Unfounded(Reason reason) implements Standing {}

    /**
     * It is a statement that holds from here on.
     *
     * @param version its version
     */
    record Taken(int version) implements Standing {}

    /** It is a statement that holds here already, or held. */
    record Known() implements Standing {}

    /**
     * It claims to be a statement and changes nothing.
     *
     * @param explanation why, one sentence
     * @param fork what it is evidence of, if an authority of the network signed it
     */
    record Ignored(String explanation, Optional<Fork> fork) implements Standing {}

    /**
     * It is the authority's next statement, and this file does not have it: whoever judged on would
     * judge by another statement than everybody else.
     *
     * @param version its version
     */
    record Ahead(int version) implements Standing {}

    /**
     * It is a statement that asks for rules which are not built in: nothing behind it can be
     * judged.
     *
     * @param version its version
     * @param ruleSet the rules it asks for
     */
    record UnknownRules(int version, int ruleSet) implements Standing {}
  }

  /**
   * Another content of a version, signed by the authority that signed the one in the file.
   *
   * <p>An authority that is in office where it stands has said two things. One that was replaced
   * before that place has not said anything there that anybody could have gone by: its key was not
   * destroyed, or was stolen before it was. Whoever has the key can write such statements for ever.
   *
   * @param version which one
   * @param signer the authority's key
   * @param former whether the statement that holds there is a later one, with another authority
   */
  public record Fork(int version, VerifyingKey signer, boolean former) {}

  /** Begins with partitions of which nothing was read, for a network with these statements. */
  public JournalStatements(StatementChain known) {
    this.known = known;
  }

  /**
   * Takes up where a partition was read to; of two places the one further on counts.
   *
   * @throws IllegalArgumentException if the file has another statement of that version, or none
   */
  public void restore(int partition, Place place) {
    if (place.statement() > known.latest().version()) {
      throw new IllegalArgumentException(
          "statement "
              + place.statement()
              + " was read in partition "
              + partition
              + ", and the network's file ends with "
              + known.latest().version());
    }
    if (place.statement() > 0 && !known.version(place.statement()).hash().equals(place.hash())) {
      throw new IllegalArgumentException(
          "another statement "
              + place.statement()
              + " was read in partition "
              + partition
              + " than the one in the network's file");
    }
    places.merge(partition, place, (a, b) -> a.offset() < b.offset() ? b : a);
  }

  /** Returns how far each partition was read, of which anything was. */
  public Map<Integer, Place> places() {
    return new TreeMap<>(places);
  }

  /**
   * Reads the next record of a partition.
   *
   * @param value record value, null where there is none
   */
  public Standing read(int partition, long offset, long timestampMillis, byte[] value) {
    Place before = places.getOrDefault(partition, NOTHING_READ);
    long millis = Math.max(before.millis(), timestampMillis);
    Standing standing =
        value != null && SingleObject.claims(SignedStatement.class, value)
            ? statement(before, value)
            : before.statement() == 0
                ? new Standing.Unfounded(unfounded(partition))
                : new Standing.Stamped(new Stamp(before.statement(), millis));
    boolean taken = standing instanceof Standing.Taken;
    int version = taken ? before.statement() + 1 : before.statement();
    Bytes hash = taken ? known.version(version).hash() : before.hash();
    places.put(partition, new Place(offset, millis, version, hash));
    return standing;
  }

  /** Nobody writes statements into a partition that the network does not have. */
  private Reason unfounded(int partition) {
    int partitions = known.network().commandPartitions();
    return partition < partitions
        ? UNFOUNDED
        : new Reason(
            RejectionCode.WRONG_PARTITION,
            "The network has partitions 0 to " + (partitions - 1) + ", and no " + partition + ".");
  }

  private Standing statement(Place before, byte[] value) {
    StatementChain.Reading reading = known.read(value);
    if (reading instanceof StatementChain.Reading.Known known) {
      return behind(before, known.version());
    } else if (reading instanceof StatementChain.Reading.Taken taken) {
      int version = taken.chain().latest().version();
      return version == before.statement() + 1
          ? new Standing.Ahead(version)
          : early(before, version);
    }
    if (reading instanceof StatementChain.Reading.Forked forked) {
      return forked(before, forked);
    }
    StatementChain.Reading.Ignored ignored = (StatementChain.Reading.Ignored) reading;
    return ignored("The statement does not hold: " + ignored.explanation() + ".");
  }

  private Standing forked(Place before, StatementChain.Reading.Forked forked) {
    boolean former =
        forked.version() <= before.statement()
            && !known.version(before.statement()).authority().equals(forked.signer());
    return new Standing.Ignored(
        "The statement does not hold: it is another version "
            + forked.version()
            + " than the one that holds.",
        Optional.of(new Fork(forked.version(), forked.signer(), former)));
  }

  private static Standing ignored(String explanation) {
    return new Standing.Ignored(explanation, Optional.empty());
  }

  private Standing behind(Place before, int version) {
    if (version <= before.statement()) {
      return new Standing.Known();
    }
    if (version != before.statement() + 1) {
      return early(before, version);
    }
    Statement statement = known.version(version);
    return statement.isOfKnownRules()
        ? new Standing.Taken(version)
        : new Standing.UnknownRules(version, statement.ruleSet());
  }

  private static Standing early(Place before, int version) {
    return ignored(
        "Statement "
            + version
            + " does not follow statement "
            + before.statement()
            + ", which holds here.");
  }
}
