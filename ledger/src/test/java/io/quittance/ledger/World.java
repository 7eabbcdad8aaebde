package io.quittance.ledger;

import io.quittance.ledger.admission.Admission;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.admission.EntryCheck;
import io.quittance.ledger.admission.ProofVerifier;
import io.quittance.ledger.admission.Verdict;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.Assets;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.entry.SignedEntry;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.submission.JournalReader;
import io.quittance.ledger.submission.Position;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Submission;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandSigning;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.command.Freeze;
import io.quittance.schemas.command.Issue;
import io.quittance.schemas.command.SignedCommand;
import io.quittance.schemas.command.Unfreeze;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.encryption.ElGamalKeypair;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;

/** A network for tests: one asset, the keys of all who sign, and a journal to append to. */
public final class World {
  public static final NetworkId NETWORK = network(1).id();
  public static final int PARTITIONS = 4;

  /** When the first record of the journal is appended; each later one a millisecond later. */
  public static final long FIRST_MILLIS = 1_700_000_000_000L;

  public final SecureRandom random;
  public final SigningKey issuer;
  public final SigningKey officer;
  public final SigningKey operator;
  public final ElGamalKeypair auditor;
  public final Asset asset;
  public final Network network;
  public final EntryCheck entryCheck;
  public final JournalReader reader = new JournalReader(PARTITIONS);
  public final Admission admission;
  private long nextOffset;

  public World(long seed) {
    this.random = new SeededRandom(seed);
    this.issuer = SigningKey.random(random);
    this.officer = SigningKey.random(random);
    this.auditor = ElGamalKeypair.random(random);
    this.operator = SigningKey.random(random);
    this.asset =
        new Asset(
            "EUR",
            2,
            issuer.verifyingKey(),
            officer.verifyingKey(),
            Optional.of(auditor.publicKey()));
    this.network = new Network(network(1), PARTITIONS, Assets.of(List.of(asset)));
    ProofVerifier verifier = ProofVerifier.of(new BatchVerifier(random));
    this.admission = new Admission(network, verifier);
    this.entryCheck = new EntryCheck(NETWORK, OperatorKeys.of(operator.verifyingKey()), verifier);
  }

  /** Returns a network of the one name that all have, and of an id of its own. */
  public static NetworkIdentity network(int number) {
    byte[] id = new byte[NetworkId.BYTES];
    Arrays.fill(id, (byte) number);
    return new NetworkIdentity(NetworkId.of(id), "testnet");
  }

  public Owner owner() {
    return new Owner(this, SigningKey.random(random), ElGamalKeypair.random(random));
  }

  public Issue issue(Owner to, long number, long amount) {
    return new Issue(
        to.asset.fixed(),
        to.account.fixed(),
        to.ownerKey(),
        to.elGamalKey(),
        number,
        amount,
        text("reference"));
  }

  public Freeze freeze(Owner whom, long number) {
    return new Freeze(
        whom.asset.fixed(),
        whom.account.fixed(),
        whom.ownerKey(),
        whom.elGamalKey(),
        number,
        text("court order"));
  }

  public Unfreeze unfreeze(Owner whom, long number) {
    return new Unfreeze(
        whom.asset.fixed(),
        whom.account.fixed(),
        whom.ownerKey(),
        whom.elGamalKey(),
        number,
        text("lifted"));
  }

  public static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the record value of a command signed for this network. */
  public static byte[] sign(SigningKey key, SpecificRecordBase command) {
    return sign(NETWORK, key, command);
  }

  public static byte[] sign(NetworkId network, SigningKey key, SpecificRecordBase command) {
    return sign(network, key, Long.MAX_VALUE, command);
  }

  /** A command that ends at a time of the log. */
  public static byte[] sign(
      NetworkId network, SigningKey key, long notAfterMillis, SpecificRecordBase command) {
    byte[] payload = SingleObject.encode(command);
    byte[] message =
        CommandSigning.message(network, command.getSchema().getName(), notAfterMillis, payload);
    return SingleObject.encode(
        new SignedCommand(
            new Fixed32(key.verifyingKey().toBytes()),
            new Fixed64(key.sign(message).toBytes()),
            notAfterMillis,
            ByteBuffer.wrap(payload)));
  }

  /** Appends a command to the journal, keyed and placed as it must be. */
  public Submission submit(AccountId account, byte[] value) {
    return Submission.of(next(Partitions.of(account, PARTITIONS)), account.toBytes(), value);
  }

  public Submission submit(SigningKey key, SpecificRecordBase command) {
    return submit(AccountId.of((Fixed32) command.get("account")), sign(key, command));
  }

  /** Appends an entry to its payee's partition of the journal, signed by the operator. */
  public Reading.ReadEntry append(Entry entry) {
    return append(SignedEntry.sign(NETWORK, operator, entry).toBytes(), entry.payee());
  }

  public Reading.ReadEntry append(byte[] value, AccountId payee) {
    Reading reading = reader.read(submit(payee, value));
    if (reading instanceof Reading.ReadEntry read) {
      return read;
    }
    throw new AssertionError("unreadable: " + reading);
  }

  public Position next(int partition) {
    long offset = nextOffset++;
    return new Position(partition, offset, FIRST_MILLIS + offset);
  }

  public Reading.Read read(Submission submission) {
    if (reader.read(submission) instanceof Reading.Read read) {
      return read;
    }
    throw new AssertionError("unreadable: " + reader.read(submission));
  }

  public Verdict admit(Submission submission) {
    return admission.admit(List.of(read(submission))).verdicts().get(0);
  }

  public Admitted admitted(Submission submission) {
    Verdict verdict = admit(submission);
    if (verdict instanceof Admitted admitted) {
      return admitted;
    }
    throw new AssertionError("not admitted: " + verdict);
  }

  public Admitted admitted(SigningKey key, SpecificRecordBase command) {
    return admitted(submit(key, command));
  }
}
