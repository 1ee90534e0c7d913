package homeroom.adapters.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Operation;
import homeroom.api.Outcome;
import homeroom.api.Probe;
import homeroom.api.Receipt;
import homeroom.api.RemoteRecord;
import homeroom.api.SnapshotReader;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Delivers to Canvas and reads back what it holds. Thread-safe. */
final class CanvasConsumer implements ConsumerAdapter, SnapshotReader {

  private final Canvas canvas;
  private final Map<String, Target> targets;

  /** The same targets, for reading long lists: one request that fails must not spoil thousands. */
  private final Map<String, Target> lists;

  CanvasConsumer(Canvas canvas, InstantSource clock) {
    this.canvas = canvas;
    this.targets = targets(canvas, clock);
    this.lists = targets(canvas.patient(), clock);
  }

  private static Map<String, Target> targets(Canvas canvas, InstantSource clock) {
    return Map.of(
        "accounts", new SisTarget(canvas, new Accounts(canvas)),
        "terms", new SisTarget(canvas, new Terms(canvas)),
        "courses", new SisTarget(canvas, new Courses(canvas)),
        "sections", new SisTarget(canvas, new Sections(canvas, clock)),
        "users", new SisTarget(canvas, new Users(canvas)),
        "enrollments", new Enrollments(canvas));
  }

  @Override
  public List<Receipt> deliver(List<Delivery> deliveries) {
    List<Receipt> receipts = new ArrayList<>();
    for (Delivery delivery : deliveries) {
      receipts.add(new Receipt(delivery.id(), outcome(delivery)));
    }
    return receipts;
  }

  private Outcome outcome(Delivery delivery) {
    try {
      Target target = target(delivery.target());
      return delivery.operation() == Operation.UPSERT
          ? target.upsert(delivery)
          : target.delete(delivery);
    } catch (Refused refused) {
      return new Outcome.Failed(refused.failure());
    } catch (AdapterFailure failure) {
      return new Outcome.Failed(failure.failure());
    }
  }

  private Target target(String name) throws AdapterFailure {
    return named(targets, name);
  }

  private static Target named(Map<String, Target> among, String name) throws AdapterFailure {
    Target target = among.get(name);
    if (target == null) {
      throw new AdapterFailure(
          Failure.of(
              Failure.Kind.CONFIGURATION,
              "CANVAS_UNKNOWN_TARGET",
              "delivering to Canvas: there is no target " + name,
              "Use one of accounts, terms, courses, sections, users, enrollments."));
    }
    return target;
  }

  @Override
  public void takeOver() {
    targets.values().forEach(Target::takeOver);
  }

  @Override
  public Probe probe() {
    try {
      Optional<JsonNode> account = canvas.find(canvas.account());
      return account.isPresent() ? Probe.READY : Probe.failed(unknownAccount());
    } catch (AdapterFailure failure) {
      return Probe.failed(failure.failure());
    }
  }

  private static Failure unknownAccount() {
    return Failure.of(
        Failure.Kind.CONFIGURATION,
        "CANVAS_UNKNOWN_ACCOUNT",
        "looking for the root account: Canvas does not know it, or does not show it to us",
        "Write the root account's id in account, and url without a path.");
  }

  @Override
  public Stream<RemoteRecord> read(String target, Set<String> fields) throws AdapterFailure {
    return named(lists, target).read(fields);
  }

  @Override
  public void close() {
    canvas.close();
  }
}
