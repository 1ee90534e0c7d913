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
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Brings an identity provider's accounts up to date. Thread-safe. */
final class ScimConsumer implements ConsumerAdapter, SnapshotReader {

  private final ScimApi api;
  private final ScimPaths paths = new ScimPaths();
  private final Accounts accounts;
  private final ScimProbe probe;

  ScimConsumer(ScimApi api, Writer writer) {
    this.api = api;
    this.accounts = new Accounts(api, writer, paths);
    this.probe = new ScimProbe(api, writer);
  }

  @Override
  public List<Receipt> deliver(List<Delivery> deliveries) throws AdapterFailure {
    ReceiptBook receipts = new ReceiptBook();
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
    return switch (delivery.operation()) {
      case UPSERT -> accounts.upsert(delivery);
      case DELETE -> accounts.deactivate(delivery);
    };
  }

  @Override
  public Probe probe() {
    return probe.look();
  }

  @Override
  public Stream<RemoteRecord> read(String target, Set<String> fields) throws AdapterFailure {
    requireUsers(target);
    return new Snapshot(api, paths, fields).read();
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
