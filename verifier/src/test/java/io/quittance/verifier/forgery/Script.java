package io.quittance.verifier.forgery;

import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.transcript.OpenTranscript;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is done to the transcript of one statement, in order, as a file under {@code transcripts/}
 * tells it.
 *
 * <p>A line is an operation, a label, a number of bytes and the content: a quoted text, a number
 * behind an equals sign, or the names of fields. What follows a line {@code peers} is done by other
 * verifiers to draw the challenge w, with which they join the relations; this verifier stops there.
 */
record Script(List<Step> own, List<Step> peers) {
  Script {
    own = List.copyOf(own);
    peers = List.copyOf(peers);
  }

  /** One operation: {@code append} or {@code challenge}. */
  record Step(String operation, String label, int bytes, String content) {
    private static Step parse(String line) {
      String[] columns = line.strip().split("\\s+", 4);
      return new Step(
          columns[0],
          columns[1],
          Integer.parseInt(columns[2]),
          columns.length > 3 ? columns[3] : "");
    }

    boolean isChallenge() {
      return operation.equals("challenge");
    }

    /** The names of the fields that it appends, none for a constant. */
    List<String> fields() {
      boolean constant = isChallenge() || content.startsWith("\"") || content.startsWith("=");
      return constant ? List.of() : List.of(content.split(" "));
    }

    private byte[] message(Data data) {
      if (content.startsWith("\"")) {
        return content.substring(1, content.length() - 1).getBytes(StandardCharsets.US_ASCII);
      }
      if (content.startsWith("=")) {
        ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return number.putLong(Long.parseLong(content.substring(1))).array();
      }
      ByteBuffer message = ByteBuffer.allocate(bytes);
      fields().forEach(field -> message.put(data.bytes(field)));
      return message.array();
    }

    @Override
    public String toString() {
      return (operation + " " + label + " " + bytes + " " + content).strip();
    }
  }

  /** A challenge with its label and, where labels recur, the number of its kind from 1 on. */
  record Challenge(String label, int number, Scalar value) {}

  static Script read(String statement) {
    List<Step> own = new ArrayList<>();
    List<Step> peers = new ArrayList<>();
    List<Step> current = own;
    try (InputStream in = Script.class.getResourceAsStream("/transcripts/" + statement + ".txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.equals("peers")) {
          current = peers;
        } else if (!line.isBlank() && !line.startsWith("#")) {
          current.add(Step.parse(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Script(own, peers);
  }

  /** All steps up to the peers' challenge w. */
  List<Step> all() {
    List<Step> all = new ArrayList<>(own);
    all.addAll(peers);
    return all;
  }

  /** The same without the step of this number, which is what a weak verifier has forgotten. */
  Script without(int forgotten) {
    List<Step> ownLeft = new ArrayList<>(own);
    List<Step> peersLeft = new ArrayList<>(peers);
    if (forgotten < own.size()) {
      ownLeft.remove(forgotten);
    } else {
      peersLeft.remove(forgotten - own.size());
    }
    return new Script(ownLeft, peersLeft);
  }

  /** Does it all with the fields of a proof and returns the challenges in their order. */
  static List<Challenge> replay(List<Step> steps, Data data) {
    return replay(steps, data, challenge -> {});
  }

  /**
   * Does it all while the proof is being made: each challenge is handed to the prover, who fills in
   * more fields.
   */
  static List<Challenge> replay(List<Step> steps, Data data, Consumer<Challenge> prover) {
    OpenTranscript transcript = new OpenTranscript();
    List<Challenge> challenges = new ArrayList<>();
    for (Step step : steps) {
      if (step.isChallenge()) {
        int number = 1;
        for (Challenge before : challenges) {
          number += before.label.equals(step.label) ? 1 : 0;
        }
        Scalar value = transcript.challenge(step.label);
        Challenge challenge = new Challenge(step.label, number, value);
        challenges.add(challenge);
        prover.accept(challenge);
      } else {
        byte[] message = step.message(data);
        if (message.length != step.bytes) {
          throw new IllegalStateException(step + " has " + message.length + " bytes");
        }
        transcript.append(step.label, message);
      }
    }
    return challenges;
  }
}
