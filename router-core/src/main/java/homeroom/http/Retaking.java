package homeroom.http;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.audit.QuarantineEntry;
import homeroom.http.HubControl.UnknownSystem;
import homeroom.ingest.Rereading;
import homeroom.schema.BatchReport;
import homeroom.schema.CollectionReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Takes rows and events that are in quarantine in once more: rows batch by batch from what was kept
 * of it, events one by one from the log. What cannot be holds up nothing else.
 */
final class Retaking {

  private final HubControl hub;
  private final String id;
  private final String person;
  private final List<Failure> refused = new ArrayList<>();
  private long said;
  private long unchanged;
  private long rejected;
  private long left;

  Retaking(HubControl hub, String id, String person) {
    this.hub = hub;
    this.id = id;
    this.person = person;
  }

  JsonObject take(List<QuarantineEntry> entries) {
    Map<List<String>, List<Rereading.Entry>> rows = new LinkedHashMap<>();
    for (QuarantineEntry entry : entries) {
      if (entry.batch().isPresent()) {
        rows.computeIfAbsent(List.of(entry.system(), entry.batch().get()), _ -> new ArrayList<>())
            .add(row(entry));
      } else {
        event(entry);
      }
    }
    rows.forEach((of, some) -> rows(of.getFirst(), of.getLast(), some));
    if (said + unchanged + rejected + left == 0 && !refused.isEmpty()) {
      throw Refusal.of(refused.getFirst());
    }
    return new JsonObject()
        .put("id", id)
        .put("said", said)
        .put("unchanged", unchanged)
        .put("rejected", rejected)
        .put("left", left)
        .put("refused", new JsonArray(refused.stream().map(Retaking::json).toList()));
  }

  private void rows(String system, String batch, List<Rereading.Entry> rows) {
    Optional<BatchReport> report =
        tried(system, () -> hub.again(new Rereading(id, system, batch, rows, false, person)));
    report.ifPresent(
        it -> {
          said += sum(it, row -> row.getCreated() + row.getChanged() + row.getDeleted());
          unchanged += sum(it, row -> row.getUnchanged() + row.getSkipped());
          rejected += sum(it, CollectionReport::getRejected);
          left += sum(it, CollectionReport::getLeft);
        });
  }

  private void event(QuarantineEntry entry) {
    Rereading asked = new Rereading(id, entry.system(), "", List.of(), false, person);
    tried(entry.system(), () -> hub.resend(asked, row(entry)))
        .ifPresent(
            sent -> {
              if (sent) {
                said++;
              } else {
                left++;
              }
            });
  }

  private static Rereading.Entry row(QuarantineEntry entry) {
    return new Rereading.Entry(
        entry.id(),
        entry.id().substring(entry.id().indexOf('-') + 1),
        entry.collection(),
        entry.place().orElse(""));
  }

  private static long sum(BatchReport report, ToLongFunction<CollectionReport> of) {
    return report.getCollections().stream().mapToLong(of).sum();
  }

  /** Asks the hub for something. */
  private interface Asked<T> {
    T get() throws UnknownSystem, AdapterFailure;
  }

  private <T> Optional<T> tried(String system, Asked<T> asked) {
    try {
      return Optional.of(asked.get());
    } catch (AdapterFailure failure) {
      refused.add(failure.failure());
    } catch (UnknownSystem unknown) {
      refused.add(
          Failure.of(
              Failure.Kind.CONTENT,
              "QUARANTINE_NO_SOURCE",
              system + " is no source of the configuration",
              "Drop the entry, or configure the source again."));
    }
    return Optional.empty();
  }

  private static Object json(Failure failure) {
    return new JsonObject()
        .put("code", failure.code())
        .put("message", failure.message())
        .put("remedy", failure.remedy());
  }
}
