package homeroom.adapters.scim;

import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.Outcome;
import homeroom.api.Probe;
import homeroom.api.Receipt;
import homeroom.api.RemoteRecord;
import homeroom.api.SnapshotReader;
import homeroom.support.delivery.ReceiptBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Brings an identity provider's accounts up to date. Thread-safe. */
final class ScimConsumer implements ConsumerAdapter, SnapshotReader {

  private final ScimApi api;
  private final ScimPaths paths = new ScimPaths();
  private final Accounts accounts;
  private final ScimProbe probe;
  private final Optional<Bulk> bulk;
  private final int batch;

  /**
   * @param batch how many deliveries are taken at once; more than one go in bulk requests
   */
  ScimConsumer(ScimApi api, Writer writer, int batch) {
    this.api = api;
    this.batch = batch;
    this.accounts = new Accounts(api, writer, paths);
    this.bulk = batch > 1 ? Optional.of(new Bulk(api, accounts, writer)) : Optional.empty();
    this.probe = new ScimProbe(api, writer, batch > 1);
  }

  @Override
  public int batchSize() {
    return batch;
  }

  @Override
  public List<Receipt> deliver(List<Delivery> deliveries) throws AdapterFailure {
    ReceiptBook receipts = new ReceiptBook();
    if (bulk.isPresent() && deliveries.size() > 1) {
      bulk.get().deliver(known(deliveries, receipts), receipts);
      return receipts.receipts();
    }
    for (Delivery delivery : deliveries) {
      try {
        receipts.add(delivery, outcome(delivery));
      } catch (AdapterFailure failure) {
        receipts.failed(delivery, failure);
      }
    }
    return receipts.receipts();
  }

  private Outcome outcome(Delivery delivery) throws AdapterFailure {
    requireUsers(delivery.target());
    return accounts.take(delivery, accounts.look(delivery));
  }

  /** Those for a target that there is. */
  private static List<Delivery> known(List<Delivery> deliveries, ReceiptBook receipts) {
    List<Delivery> known = new ArrayList<>();
    for (Delivery delivery : deliveries) {
      try {
        requireUsers(delivery.target());
        known.add(delivery);
      } catch (AdapterFailure failure) {
        receipts.failed(delivery, failure);
      }
    }
    return known;
  }

  @Override
  public Probe probe() {
    return probe.look();
  }

  @Override
  public Stream<RemoteRecord> read(String target, Set<String> fields) throws AdapterFailure {
    requireUsers(target);
    return new Snapshot(api.patient(), paths, fields).read();
  }

  private static void requireUsers(String target) throws AdapterFailure {
    if (!target.equals(ScimApi.USERS)) {
      throw new AdapterFailure(
          Failure.of(
              Kind.CONFIGURATION,
              "SCIM_NO_TARGET_NAMED",
              "Choosing a resource: there is no target " + target,
              "Write target: " + ScimApi.USERS + "."));
    }
  }

  @Override
  public void close() {
    api.close();
  }
}
