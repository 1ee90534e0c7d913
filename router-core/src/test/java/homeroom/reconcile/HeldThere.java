package homeroom.reconcile;

import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Probe;
import homeroom.api.Receipt;
import homeroom.api.RemoteRecord;
import homeroom.api.SnapshotReader;
import homeroom.api.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A system that shows what it is said to hold, and does something in between if it is told to. */
final class HeldThere implements ConsumerAdapter, SnapshotReader {

  private final Map<String, List<RemoteRecord>> held = new HashMap<>();
  private final Set<String> without = new HashSet<>();
  private Runnable behind = () -> {};
  private boolean breaking;

  HeldThere holding(String target, String id, String... fields) {
    held.computeIfAbsent(target, _ -> new ArrayList<>()).add(record(id, fields));
    return this;
  }

  HeldThere asleep(String target, String id, String... fields) {
    held.computeIfAbsent(target, _ -> new ArrayList<>()).add(record(id, fields).asleep());
    return this;
  }

  private static RemoteRecord record(String id, String... fields) {
    Map<String, Value> values = new HashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      values.put(fields[i], Value.text(fields[i + 1]));
    }
    return new RemoteRecord(id, values);
  }

  /** What happens when all of a target was shown. */
  HeldThere thenDoing(Runnable something) {
    behind = something;
    return this;
  }

  /** The page after what it holds cannot be read. */
  HeldThere breaking() {
    breaking = true;
    return this;
  }

  HeldThere without(String target) {
    without.add(target);
    return this;
  }

  @Override
  public boolean has(String target) {
    return !without.contains(target);
  }

  @Override
  public Stream<RemoteRecord> read(String target, Set<String> fields) {
    Stream<RemoteRecord> end =
        Stream.of(1)
            .flatMap(
                _ -> {
                  behind.run();
                  return breaking ? failing() : Stream.empty();
                });
    return Stream.concat(held.getOrDefault(target, List.of()).stream(), end);
  }

  private static Stream<RemoteRecord> failing() {
    AdapterFailure failure =
        new AdapterFailure(Failure.of(Failure.Kind.TRANSIENT, "LMS_DOWN", "It is down.", "Wait."));
    throw new UncheckedIOException(new IOException("the second page", failure));
  }

  @Override
  public List<Receipt> deliver(List<Delivery> deliveries) {
    throw new IllegalStateException("a comparison delivers nothing");
  }

  @Override
  public Probe probe() {
    return Probe.READY;
  }

  @Override
  public void close() {}
}
