package io.quittance.wallet.grant;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.Verdict;
import io.quittance.verifier.sigma.ZeroCiphertext;
import io.quittance.wallet.account.HiddenPayment;
import io.quittance.wallet.account.HistoryEntry;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a grant shows, each amount checked against the payment that was settled.
 *
 * @param entries what happened to the account in the period, in the order of the log
 * @param untold events of the period whose amounts the grant does not tell
 */
public record GrantedView(List<HistoryEntry> entries, List<CommandId> untold) {
  /** Takes copies of the lists. */
  public GrantedView {
    entries = List.copyOf(entries);
    untold = List.copyOf(untold);
  }

  /**
   * Reads a grant against the log.
   *
   * @param asset the account's asset
   * @param history the account's final events, read from the network and not from the owner
   * @throws QuittanceException if the owner did not sign the grant, if it tells of a payment that
   *     the log does not have in the period, or if an amount is not the one that was settled
   */
  public static GrantedView of(
      ViewGrant grant, AssetId asset, List<Settled> history, SecureRandom random)
      throws QuittanceException {
    grant.requireSigned(asset);
    AccountId account = grant.account().accountId(asset);
    Map<CommandId, Disclosure> told = new HashMap<>();
    grant.payments().forEach(payment -> told.put(payment.event(), payment));
    List<Settled> events = eachOnce(history.stream().filter(grant.period()::contains).toList());
    requireAmounts(grant, account, events, told, random);
    List<HistoryEntry> entries = new ArrayList<>();
    List<CommandId> untold = new ArrayList<>();
    for (Settled event : events) {
      CommandId id = CommandId.of(event.getEventId());
      if (event.getEvent() instanceof Transferred && !told.containsKey(id)) {
        untold.add(id);
      } else {
        entries.addAll(
            HistoryEntry.of(event, account, (settled, payment) -> told.get(id).amount()));
      }
    }
    return new GrantedView(entries, untold);
  }

  /**
   * The events without repetitions, which an operator's restore leaves. Two that have one id and
   * differ would have one amount, checked against one of them.
   */
  private static List<Settled> eachOnce(List<Settled> events) throws QuittanceException {
    Map<CommandId, Settled> unique = new LinkedHashMap<>();
    for (Settled event : events) {
      CommandId id = CommandId.of(event.getEventId());
      Settled former = unique.putIfAbsent(id, event);
      if (former != null && !former.equals(event)) {
        throw QuittanceException.failure(
            "The log holds two different events of the same id " + id + ".",
            "Do not rely on this network: ask its operator, and an auditor.");
      }
    }
    return List.copyOf(unique.values());
  }

  private static void requireAmounts(
      ViewGrant grant,
      AccountId account,
      List<Settled> events,
      Map<CommandId, Disclosure> told,
      SecureRandom random)
      throws QuittanceException {
    List<CommandId> ids = new ArrayList<>();
    List<List<ZeroCiphertext>> claims = new ArrayList<>();
    Map<CommandId, Disclosure> unknown = new HashMap<>(told);
    for (Settled event : events) {
      Disclosure payment = unknown.remove(CommandId.of(event.getEventId()));
      if (payment != null && event.getEvent() instanceof Transferred transferred) {
        HiddenPayment hidden = HiddenPayment.of(event, transferred, account);
        Optional<ZeroCiphertext> claim = claim(payment, hidden, grant);
        if (claim.isPresent()) {
          ids.add(payment.event());
          claims.add(List.of(claim.get()));
        }
      }
    }
    if (!unknown.isEmpty()) {
      throw QuittanceException.failure(
          "The view grant tells of payments that the log does not have for this account and period.",
          "Check the network; if it is the right one, do not rely on this grant.");
    }
    BatchVerifier verifier = new BatchVerifier(random);
    for (int first = 0; first < claims.size(); first += BatchVerifier.MAX_ITEMS) {
      int end = Math.min(claims.size(), first + BatchVerifier.MAX_ITEMS);
      List<Verdict> verdicts = verifier.verify(claims.subList(first, end));
      for (int i = 0; i < verdicts.size(); i++) {
        if (!verdicts.get(i).isAccepted()) {
          throw wrongAmount(ids.get(first + i), null);
        }
      }
    }
  }

  private static Optional<ZeroCiphertext> claim(
      Disclosure payment, HiddenPayment hidden, ViewGrant grant) throws QuittanceException {
    try {
      return payment.claim(hidden, grant.account().elGamalKey());
    } catch (InvalidProofException e) {
      throw wrongAmount(payment.event(), e);
    }
  }

  private static QuittanceException wrongAmount(CommandId event, Exception cause) {
    return QuittanceException.failure(
        "The amount that the view grant tells for payment " + event + " is not the one settled.",
        "Do not rely on this grant; ask the owner what went wrong.",
        cause);
  }
}
