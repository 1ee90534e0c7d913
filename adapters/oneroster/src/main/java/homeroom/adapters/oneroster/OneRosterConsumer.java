package homeroom.adapters.oneroster;

import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Outcome;
import homeroom.api.Probe;
import homeroom.api.Receipt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes each call's deliveries as one delta package for the system to import.
 *
 * <p>A package is named by its deliveries: the same ones again write nothing, and their receipts
 * name the package that is there already. OneRoster knows only whole rows, so that {@link
 * Delivery#changed} makes no difference here.
 */
final class OneRosterConsumer implements ConsumerAdapter {

  private final DropFolder folder;
  private final Version version;
  private final InstantSource clock;
  private final int batchSize;

  OneRosterConsumer(DropFolder folder, Version version, InstantSource clock, int batchSize) {
    this.folder = folder;
    this.version = version;
    this.clock = clock;
    this.batchSize = batchSize;
  }

  @Override
  public int batchSize() {
    return batchSize;
  }

  @Override
  public List<Receipt> deliver(List<Delivery> deliveries) throws AdapterFailure {
    Map<String, List<Line.Ready>> ready = new HashMap<>();
    Map<RowId, Line.Ready> rows = new HashMap<>();
    List<Receipt> receipts = new ArrayList<>();
    for (Delivery delivery : deliveries) {
      switch (unlessTaken(Line.of(delivery, version), rows)) {
        case Line.Ready line -> ready.put(delivery.id(), withFormer(line, delivery, rows));
        case Line.Refused refused ->
            receipts.add(new Receipt(delivery.id(), new Outcome.Failed(refused.failure())));
      }
    }
    if (!ready.isEmpty()) {
      Outcome outcome = new Outcome.HandedOver(handOver(ready));
      ready.keySet().forEach(id -> receipts.add(new Receipt(id, outcome)));
    }
    return receipts;
  }

  @Override
  public Probe probe() {
    return folder.probe();
  }

  /** OneRoster knows no row under a new id: the old one ends where the new one begins. */
  private static List<Line.Ready> withFormer(
      Line.Ready line, Delivery delivery, Map<RowId, Line.Ready> rows) {
    Optional<Line.Ready> former =
        delivery
            .formerKey()
            .filter(id -> !id.equals(line.id()))
            .map(id -> Line.ended(line.table(), id))
            .filter(it -> rows.putIfAbsent(new RowId(it.table(), it.id()), it) == null);
    return former.map(it -> List.of(it, line)).orElse(List.of(line));
  }

  private record RowId(Table table, String id) {}

  /** Two rows of one id in one file leave it to the importer which one counts. */
  private static Line unlessTaken(Line line, Map<RowId, Line.Ready> rows) {
    return switch (line) {
      case Line.Refused refused -> refused;
      case Line.Ready ready -> {
        Line.Ready first = rows.putIfAbsent(new RowId(ready.table(), ready.id()), ready);
        yield first == null || first.equals(ready) ? ready : twice(ready);
      }
    };
  }

  private static Line twice(Line.Ready ready) {
    return Line.refused(
        Failure.Kind.CONTENT,
        "ONEROSTER_ROW_TWICE",
        "Writing "
            + ready.table().file()
            + ": another record has the same sourcedId and other values",
        "Map only one entity to the row, or give the records different ids.");
  }

  private String handOver(Map<String, List<Line.Ready>> ready) throws AdapterFailure {
    List<String> ids = ready.keySet().stream().sorted().toList();
    String fingerprint = fingerprint(ids);
    var there = folder.find(fingerprint);
    if (there.isPresent()) {
      return there.get();
    }
    Instant now = clock.instant();
    return folder.put(
        fingerprint, bytes(ids.stream().map(ready::get).flatMap(List::stream).toList(), now), now);
  }

  private byte[] bytes(List<Line.Ready> lines, Instant now) {
    try {
      return new DeltaPackage(version, lines, now).bytes();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory does not fail", e);
    }
  }

  /** What a package is known by: the ids of its deliveries, sorted. */
  static String fingerprint(List<String> ids) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String text = ids.stream().collect(Collectors.joining("\n"));
      byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
