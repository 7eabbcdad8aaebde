package io.quittance.wallet.interop;

import static io.quittance.wallet.interop.NpmPeer.decimal;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext2HandlesValidity;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.CiphertextCiphertextEquality;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import io.quittance.verifier.sigma.GroupedCiphertext2HandlesValidity;
import io.quittance.verifier.sigma.GroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.PercentageWithCap;
import io.quittance.verifier.sigma.PubkeyValidity;
import io.quittance.verifier.sigma.ZeroCiphertext;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A type of proof: how each side makes one about an amount, and how ours reads it. */
enum Statement {
  PUBKEY_VALIDITY(
      "PubkeyValidity",
      PubkeyValidity.CONTEXT_BYTES,
      PubkeyValidity::parse,
      (keys, amount, random) -> PubkeyValidity.prove(keys.payer(), random),
      (keys, amount) -> Map.of("secret", keys.secret())),
  ZERO_CIPHERTEXT(
      "ZeroCiphertext",
      ZeroCiphertext.CONTEXT_BYTES,
      ZeroCiphertext::parse,
      (keys, amount, random) ->
          ZeroCiphertext.prove(keys.payer(), keys.payer().publicKey().encrypt(0, random), random),
      (keys, amount) -> Map.of("secret", keys.secret())),
  CIPHERTEXT_COMMITMENT_EQUALITY(
      "CiphertextCommitmentEquality",
      CiphertextCommitmentEquality.CONTEXT_BYTES,
      CiphertextCommitmentEquality::parse,
      (keys, amount, random) ->
          CiphertextCommitmentEquality.prove(
              keys.payer(),
              keys.payer().publicKey().encrypt(amount, random),
              PedersenOpening.random(random),
              amount,
              random),
      (keys, amount) -> Map.of("secret", keys.secret(), "amount", decimal(amount))),
  CIPHERTEXT_CIPHERTEXT_EQUALITY(
      "CiphertextCiphertextEquality",
      CiphertextCiphertextEquality.CONTEXT_BYTES,
      CiphertextCiphertextEquality::parse,
      (keys, amount, random) ->
          CiphertextCiphertextEquality.prove(
              keys.payer(),
              keys.payer().publicKey().encrypt(amount, random),
              keys.payee().publicKey(),
              PedersenOpening.random(random),
              amount,
              random),
      (keys, amount) ->
          Map.of(
              "secret", keys.secret(),
              "pubkeys", keys.pubkeys(2),
              "amount", decimal(amount))),
  PERCENTAGE_BELOW_CAP(
      "PercentageWithCap",
      PercentageWithCap.CONTEXT_BYTES,
      PercentageWithCap::parse,
      (keys, amount, random) -> percentage(amount, 9_999, 9_999, amount + 1, random),
      (keys, amount) ->
          Map.of("amount", decimal(amount), "delta", "9999", "max", decimal(amount + 1))),
  PERCENTAGE_AT_CAP(
      "PercentageWithCap",
      PercentageWithCap.CONTEXT_BYTES,
      PercentageWithCap::parse,
      // In the delta of a capped fee all is possible; the package can prove only the claimed one.
      (keys, amount, random) -> percentage(amount, -1, 0, amount, random),
      (keys, amount) -> Map.of("amount", decimal(amount), "delta", "0", "max", decimal(amount))),
  GROUPED_2_HANDLES(
      "GroupedCiphertext2HandlesValidity",
      GroupedCiphertext2HandlesValidity.CONTEXT_BYTES,
      GroupedCiphertext2HandlesValidity::parse,
      (keys, amount, random) ->
          GroupedCiphertext2HandlesValidity.prove(
              keys.payer().publicKey(),
              Optional.of(keys.payee().publicKey()),
              amount,
              PedersenOpening.random(random),
              random),
      (keys, amount) -> Map.of("pubkeys", keys.pubkeys(2), "amount", decimal(amount))),
  GROUPED_3_HANDLES(
      "GroupedCiphertext3HandlesValidity",
      GroupedCiphertext3HandlesValidity.CONTEXT_BYTES,
      GroupedCiphertext3HandlesValidity::parse,
      (keys, amount, random) ->
          GroupedCiphertext3HandlesValidity.prove(
              keys.payer().publicKey(),
              keys.payee().publicKey(),
              Optional.of(keys.auditor().publicKey()),
              amount,
              PedersenOpening.random(random),
              random),
      (keys, amount) -> Map.of("pubkeys", keys.pubkeys(3), "amount", decimal(amount))),
  BATCHED_GROUPED_2_HANDLES(
      "BatchedGroupedCiphertext2HandlesValidity",
      BatchedGroupedCiphertext2HandlesValidity.CONTEXT_BYTES,
      BatchedGroupedCiphertext2HandlesValidity::parse,
      (keys, amount, random) ->
          BatchedGroupedCiphertext2HandlesValidity.prove(
              keys.payer().publicKey(),
              Optional.of(keys.payee().publicKey()),
              lo(amount),
              hi(amount),
              PedersenOpening.random(random),
              PedersenOpening.random(random),
              random),
      (keys, amount) -> batched(keys.pubkeys(2), amount)),
  BATCHED_GROUPED_3_HANDLES(
      "BatchedGroupedCiphertext3HandlesValidity",
      BatchedGroupedCiphertext3HandlesValidity.CONTEXT_BYTES,
      BatchedGroupedCiphertext3HandlesValidity::parse,
      (keys, amount, random) ->
          BatchedGroupedCiphertext3HandlesValidity.prove(
              keys.payer().publicKey(),
              keys.payee().publicKey(),
              Optional.of(keys.auditor().publicKey()),
              lo(amount),
              hi(amount),
              PedersenOpening.random(random),
              PedersenOpening.random(random),
              random),
      (keys, amount) -> batched(keys.pubkeys(3), amount)),
  RANGE_U64(BatchedRangeProof.Size.U64, 64),
  RANGE_U128(BatchedRangeProof.Size.U128, 64, 16, 32, 16),
  RANGE_U256(BatchedRangeProof.Size.U256, 64, 16, 32, 16, 16, 16, 32, 64);

  /** Reads context and proof. */
  interface Parser {
    ProofData parse(byte[] data) throws InvalidProofException;
  }

  /** Our prover. */
  interface Ours {
    ProofData prove(Parties keys, long amount, SecureRandom random);
  }

  /** What the package's prover is asked for. */
  interface Theirs {
    Map<String, ?> arguments(Parties keys, long amount);
  }

  private static final int LOW_BITS = 16;

  private final String type;
  private final int contextBytes;
  private final Parser parser;
  private final Ours ours;
  private final Theirs theirs;

  Statement(String type, int contextBytes, Parser parser, Ours ours, Theirs theirs) {
    this.type = type;
    this.contextBytes = contextBytes;
    this.parser = parser;
    this.ours = ours;
    this.theirs = theirs;
  }

  Statement(BatchedRangeProof.Size size, int... bitLengths) {
    this(
        "BatchedRangeProof" + size,
        BatchedRangeProof.CONTEXT_BYTES,
        data -> BatchedRangeProof.parse(size, data),
        (keys, amount, random) -> range(size, amounts(amount, bitLengths), bitLengths, random),
        (keys, amount) -> rangeArguments(amounts(amount, bitLengths), bitLengths));
  }

  String type() {
    return type;
  }

  int contextBytes() {
    return contextBytes;
  }

  byte[] ours(Parties keys, long amount, SecureRandom random) {
    return ours.prove(keys, amount, random).toBytes();
  }

  byte[] theirs(NpmPeer peer, Parties keys, long amount) {
    return theirs(peer, theirs.arguments(keys, amount));
  }

  byte[] theirs(NpmPeer peer, Map<String, ?> arguments) {
    Map<String, Object> request = new HashMap<>(arguments);
    request.put("type", type);
    return peer.bytes("data", "prove", request);
  }

  /** Whether our verifier accepts context and proof. */
  boolean accepts(BatchVerifier verifier, byte[] data) {
    try {
      return verifier.verify(parser.parse(data)).isAccepted();
    } catch (InvalidProofException e) {
      return false;
    }
  }

  private static long lo(long amount) {
    return amount & ((1 << LOW_BITS) - 1);
  }

  private static long hi(long amount) {
    return amount >>> LOW_BITS;
  }

  private static Map<String, ?> batched(List<String> pubkeys, long amount) {
    return Map.of("pubkeys", pubkeys, "lo", decimal(lo(amount)), "hi", decimal(hi(amount)));
  }

  static PercentageWithCap percentage(
      long fee, long delta, long claimed, long max, SecureRandom random) {
    Scalar deltaModuloOrder = delta < 0 ? Scalar.of(-delta).negate() : Scalar.of(delta);
    return PercentageWithCap.prove(
        fee,
        PedersenOpening.random(random),
        deltaModuloOrder,
        PedersenOpening.random(random),
        claimed,
        PedersenOpening.random(random),
        max,
        random);
  }

  /** The amount in each slot, cut to the slot's bits. */
  private static long[] amounts(long amount, int... bitLengths) {
    return IntStream.of(bitLengths).mapToLong(bits -> amount & (-1L >>> (64 - bits))).toArray();
  }

  static BatchedRangeProof range(
      BatchedRangeProof.Size size, long[] amounts, int[] bitLengths, SecureRandom random) {
    PedersenOpening[] openings = new PedersenOpening[amounts.length];
    Arrays.setAll(openings, i -> PedersenOpening.random(random));
    return BatchedRangeProof.prove(size, amounts, bitLengths, openings, random);
  }

  static Map<String, ?> rangeArguments(long[] amounts, int[] bitLengths) {
    return Map.of(
        "amounts",
        LongStream.of(amounts).mapToObj(NpmPeer::decimal).toList(),
        "bitLengths",
        bitLengths);
  }
}
