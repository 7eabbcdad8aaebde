package io.quittance.jobs.settlement;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.state.AccountState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;

/** What one settle instance keeps about its accounts, read from its keyed state. */
public final class AccountStates {
  private final KeyedStateBackend<AccountId> backend;

  private AccountStates(KeyedStateBackend<AccountId> backend) {
    this.backend = backend;
  }

  /**
   * All that is kept about one account.
   *
   * @param state the account, empty if nothing happened to it
   * @param totals sum of its first n credits, by n
   * @param credited highest number credited, by the id of the payer in hexadecimal
   * @param paid number of the last transfer to a payee, by the payee's id in hexadecimal
   */
  public record Kept(
      Optional<AccountState> state,
      Map<Long, byte[]> totals,
      Map<String, Long> credited,
      Map<String, Long> paid) {}

  /** Returns a view of an instance's keyed state, which must not be at work meanwhile. */
  public static AccountStates of(KeyedStateBackend<AccountId> backend) {
    return new AccountStates(backend);
  }

  /** Returns the accounts that anything is kept about. */
  public List<AccountId> accounts() {
    return backend
        .getKeys(
            List.of(
                StateDescriptors.ACCOUNT.getName(),
                StateDescriptors.CREDIT_TOTALS.getName(),
                StateDescriptors.CREDITED.getName(),
                StateDescriptors.PAID.getName()),
            VoidNamespace.INSTANCE)
        .distinct()
        .sorted((a, b) -> a.toString().compareTo(b.toString()))
        .toList();
  }

  /** Returns what is kept about one account. */
  public Kept kept(AccountId account) throws Exception {
    backend.setCurrentKey(account);
    Map<String, Long> credited = new TreeMap<>();
    for (var entry : entries(state(StateDescriptors.CREDITED).entries())) {
      credited.put(entry.getKey().id().toString(), entry.getValue());
    }
    Map<String, Long> paid = new TreeMap<>();
    for (var entry : entries(state(StateDescriptors.PAID).entries())) {
      paid.put(entry.getKey().toString(), entry.getValue());
    }
    return new Kept(
        Optional.ofNullable(state(StateDescriptors.ACCOUNT).value()),
        map(entries(state(StateDescriptors.CREDIT_TOTALS).entries())),
        credited,
        paid);
  }

  /**
   * Returns a digest of all that all instances keep, in the order of the accounts' ids: SHA-256 of
   * each account's records.
   */
  public static String digest(Collection<AccountStates> instances) throws Exception {
    Map<String, Kept> all = new TreeMap<>();
    for (AccountStates instance : instances) {
      for (AccountId account : instance.accounts()) {
        all.put(account.toString(), instance.kept(account));
      }
    }
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Map.Entry<String, Kept> entry : all.entrySet()) {
      digest.update(entry.getKey().getBytes(StandardCharsets.UTF_8));
      update(digest, entry.getValue());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, Kept kept) {
    kept.state().ifPresent(state -> digest.update(SingleObject.encode(state)));
    new TreeMap<>(kept.totals())
        .forEach(
            (count, total) -> {
              digest.update(count.toString().getBytes(StandardCharsets.UTF_8));
              digest.update(total);
            });
    digest.update(new TreeMap<>(kept.credited()).toString().getBytes(StandardCharsets.UTF_8));
    digest.update(new TreeMap<>(kept.paid()).toString().getBytes(StandardCharsets.UTF_8));
  }

  private <S extends State> S state(StateDescriptor<S, ?> descriptor) throws Exception {
    return backend.getPartitionedState(
        VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor);
  }

  private static <K, V> List<Map.Entry<K, V>> entries(Iterable<Map.Entry<K, V>> entries) {
    List<Map.Entry<K, V>> list = new ArrayList<>();
    if (entries != null) {
      entries.forEach(list::add);
    }
    return list;
  }

  private static <V> Map<Long, V> map(List<Map.Entry<Long, V>> entries) {
    Map<Long, V> map = new HashMap<>();
    entries.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
    return map;
  }
}
