package io.quittance.audit.vectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.audit.vectors.Judgement.Finding;
import io.quittance.network.document.TextFile;
import io.quittance.verifier.batch.BatchVerifier;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A JSON file of cases, each with the verdict that is expected. Its {@code schema} field says what
 * the cases are.
 */
public final class VectorFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final JsonNode root;

  private VectorFile(String name, JsonNode root) {
    this.name = name;
    this.root = root;
  }

  /**
   * Reads a file.
   *
   * @throws IOException with one sentence for the person who named the file
   */
  public static VectorFile read(Path path) throws IOException {
    try {
      JsonNode root = JSON.readTree(TextFile.read(path));
      if (!root.path("schema").isTextual()) {
        throw new IOException(path + " is not a file of vectors: it has no \"schema\".");
      }
      return new VectorFile(path.getFileName().toString(), root);
    } catch (JsonProcessingException e) {
      throw new IOException(path + " is not JSON: " + e.getOriginalMessage() + ".", e);
    } catch (NoSuchFileException e) {
      throw new IOException("There is no file " + path + ".", e);
    }
  }

  /** Judges the cases one after the other, as they are asked for. */
  public Stream<Judgement> judge(BatchVerifier verifier) {
    String schema = root.path("schema").asText();
    if (schema.equals("zksdk-kat-v1")) {
      return KnownAnswers.of(root).map(answer -> answer.judgement(name));
    }
    VectorJudge judge = judgeFor(schema, verifier);
    return cases().map(node -> judgement(judge, node));
  }

  private VectorJudge judgeFor(String schema, BatchVerifier verifier) {
    String type = root.path("type").asText();
    return switch (schema) {
      case "zksdk-proofs-v1" -> new ProofJudge(verifier, type, Hex::contextAndProof);
      case "zksdk-tampered-v1" -> new ProofJudge(verifier, type, VectorFile::data);
      // Proofs of all types in one file.
      case "forgeries-v1" ->
          node ->
              new ProofJudge(verifier, node.path("type").asText(), VectorFile::data).judge(node);
      case "zksdk-transfers-v1", "zksdk-ledger-v1", "quittance-identity-handles-v1" ->
          new TransferJudge(verifier);
      case "zksdk-transferfee-v1", "zksdk-feeledger-v1" -> new FeeTransferJudge(verifier);
      case "zksdk-withdraws-v1" -> new WithdrawJudge(verifier);
      case "key-derivation-v1" -> new KeyDerivationJudge();
      default -> node -> VectorJudge.Opinion.skipped("no judge for schema " + schema);
    };
  }

  private static byte[] data(JsonNode node) {
    return Hex.bytes(node.path("data"));
  }

  private Stream<JsonNode> cases() {
    JsonNode cases = root.path("cases");
    return cases.isArray()
        ? StreamSupport.stream(cases.spliterator(), false)
        : List.of(root).stream();
  }

  private Judgement judgement(VectorJudge judge, JsonNode node) {
    VectorJudge.Opinion opinion = judge.judge(node);
    return new Judgement(
        name, node.path("id").asText("-"), opinion.finding(), opinion.reason(), expected(node));
  }

  /** The stated verdict: the case's own or that of all cases, or that of all proofs in it. */
  private Finding expected(JsonNode node) {
    JsonNode expect = node.has("expect") ? node.get("expect") : root.path("expect");
    if (expect.isTextual()) {
      return expect.asText().equals("accept") ? Finding.ACCEPT : Finding.REJECT;
    }
    JsonNode stated = node.path("npmVerify");
    boolean allAccepted =
        stated.isTextual()
            ? stated.asText().equals("accept")
            : StreamSupport.stream(stated.spliterator(), false)
                .allMatch(verdict -> verdict.asText().equals("accept"));
    return allAccepted ? Finding.ACCEPT : Finding.REJECT;
  }
}
