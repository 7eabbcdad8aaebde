package io.quittance.ledger.admission;

import static io.quittance.schemas.RejectionCode.BAD_PROOF;
import static io.quittance.schemas.RejectionCode.WRONG_AUDITOR;

import io.quittance.ledger.account.OpeningProof;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.Assets;
import io.quittance.ledger.command.CloseAccount;
import io.quittance.ledger.command.Command;
import io.quittance.ledger.command.OpenAccount;
import io.quittance.ledger.command.Redeem;
import io.quittance.ledger.command.Transfer;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Refusal;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.NetworkId;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.sigma.ZeroCiphertext;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Reads a command's proofs and checks that they belong together; verifying them is the batch's. */
final class ProofCheck {
  private final IntFunction<Network> statements;

  ProofCheck(IntFunction<Network> statements) {
    this.statements = statements;
  }

  /** Returns the proofs that must verify, none for a command that needs none. */
  List<ProofData> check(Reading.Read read) throws Refusal {
    Command command = read.command().command();
    Network network = statements.apply(read.submission().stamp().statement());
    try {
      if (command instanceof OpenAccount open) {
        return opening(network.id(), open);
      } else if (command instanceof Transfer transfer) {
        return transfer(network.assets(), transfer);
      } else if (command instanceof Redeem redeem) {
        return redeem(redeem);
      } else if (command instanceof CloseAccount close) {
        return List.of(ZeroCiphertext.parse(close.zeroProof().toBytes()));
      }
      return List.of();
    } catch (InvalidProofException broken) {
      throw new Refusal(BAD_PROOF, broken.getMessage() + ".");
    }
  }

  private static List<ProofData> opening(NetworkId network, OpenAccount open)
      throws Refusal, InvalidProofException {
    ZeroCiphertext proof = ZeroCiphertext.parse(open.keyProof().toBytes());
    if (!OpeningProof.isAbout(network, open.account(), proof)) {
      throw new Refusal(BAD_PROOF, CompositionRule.OPENED_ACCOUNT.explanation());
    }
    return List.of(proof);
  }

  private static List<ProofData> transfer(Assets assets, Transfer transfer)
      throws Refusal, InvalidProofException {
    TransferProofs proofs =
        TransferProofs.parse(
            transfer.equality().toBytes(),
            transfer.validity().toBytes(),
            transfer.range().toBytes());
    CompressedRistretto auditor = proofs.auditorKey();
    Asset asset = assets.find(transfer.asset()).orElseThrow();
    if (asset.auditors().epochOf(auditor).isEmpty()) {
      throw new Refusal(WRONG_AUDITOR, CompositionRule.AUDITOR_KEY.explanation());
    }
    AccountId payee =
        AccountId.derive(
            transfer.asset(),
            transfer.payeeOwner().toBytes(),
            transfer.payeeElGamalKey().toBytes());
    if (!payee.equals(transfer.payee())) {
      throw new Refusal(BAD_PROOF, CompositionRule.PAYEE_KEY.explanation());
    }
    refuseBroken(proofs.compositionFor(transfer.elGamalKey(), transfer.payeeElGamalKey(), auditor));
    return proofs.proofs();
  }

  private static List<ProofData> redeem(Redeem redeem) throws Refusal, InvalidProofException {
    RedeemProofs proofs = RedeemProofs.parse(redeem.equality().toBytes(), redeem.range().toBytes());
    refuseBroken(proofs.compositionFor(redeem.elGamalKey()));
    return proofs.proofs();
  }

  private static void refuseBroken(Optional<CompositionRule> broken) throws Refusal {
    if (broken.isPresent()) {
      throw new Refusal(BAD_PROOF, broken.get().explanation());
    }
  }
}
