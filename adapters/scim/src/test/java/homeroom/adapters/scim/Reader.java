package homeroom.adapters.scim;

import homeroom.api.AdapterContext;
import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Cursor;
import homeroom.api.Settings;
import homeroom.api.SourceAdapter;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.testkit.files.FolderRawStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The adapter as a source, asked as the hub asks it: each time from where the last batch ended. */
final class Reader implements AutoCloseable {

  private final SourceAdapter adapter;
  private Cursor cursor = Cursor.START;
  private Instant now = Instant.now();

  Reader(String url, String token, Path folder, Map<String, Object> options) {
    Supplier<String> credentials = () -> token;
    Map<String, Object> all =
        new HashMap<>(
            Map.of(
                "url",
                url,
                "credentials",
                credentials,
                "deadline",
                Duration.ofSeconds(10),
                "reads",
                "whole",
                "whole-every",
                Duration.ofHours(24)));
    all.putAll(options);
    adapter =
        (SourceAdapter)
            new ScimAdapterFactory()
                .source(
                    new Settings(all),
                    new AdapterContext(
                        "idp", () -> now, new FolderRawStore(folder), Set.of("Users")));
  }

  /**
   * A batch with its rows.
   *
   * @param id empty if there was nothing new
   */
  record Taken(String id, Map<String, Batch.Coverage> coverage, List<SourceItem> items) {

    List<Map<String, Value>> rows() {
      return items.stream()
          .filter(SourceItem.Row.class::isInstance)
          .map(item -> ((SourceItem.Row) item).columns())
          .toList();
    }

    List<String> all(String column) {
      return rows().stream().map(row -> row.get(column).toString()).toList();
    }

    boolean complete() {
      return coverage.equals(Map.of("Users", Batch.Coverage.COMPLETE));
    }
  }

  Taken poll() throws AdapterFailure {
    try (Batch batch = adapter.poll(cursor)) {
      cursor = batch.next();
      return new Taken(batch.id(), batch.coverage(), batch.items().toList());
    }
  }

  /** So much later. */
  Reader after(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** From somewhere else. */
  Reader from(Cursor other) {
    cursor = other;
    return this;
  }

  @Override
  public void close() {
    adapter.close();
  }
}
