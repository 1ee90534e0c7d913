package homeroom.http;

import homeroom.api.AdapterFailure;
import homeroom.audit.BatchEntry;
import homeroom.ingest.Rereading;
import homeroom.schema.BatchReport;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** Reads a source's kept batch again when people ask for it. */
final class RereadingBatch {

  private final HubControl hub;

  RereadingBatch(HubControl hub) {
    this.hub = hub;
  }

  /**
   * @param body {@code {"batch": id, "person": name}}; {@code "dry-run": true} writes nothing
   */
  JsonObject replay(String system, String body) throws HubControl.UnknownSystem {
    Body said = Body.of(body, "{\"batch\": \"sha256-…\"}");
    boolean dryRun = said.flag("dry-run");
    String id = "replay-" + UUID.randomUUID().toString().substring(0, 13);
    Rereading asked =
        new Rereading(id, system, said.text("batch").orElse(""), List.of(), dryRun, said.person());
    try {
      BatchReport report = hub.again(asked);
      return new JsonObject()
          .put("id", id)
          .put("dryRun", dryRun)
          .put("batch", Answers.batch(BatchEntry.of(report)));
    } catch (AdapterFailure failure) {
      throw Refusal.of(failure.failure());
    }
  }
}
