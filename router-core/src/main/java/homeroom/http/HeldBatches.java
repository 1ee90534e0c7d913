package homeroom.http;

import homeroom.api.AdapterFailure;
import homeroom.audit.BatchEntry;
import homeroom.audit.QueryStore;
import homeroom.schema.BatchReport;
import io.vertx.core.json.JsonObject;

/** Takes in what people say of batches that are held. */
final class HeldBatches {

  private final HubControl hub;
  private final QueryStore store;

  HeldBatches(HubControl hub, QueryStore store) {
    this.hub = hub;
    this.store = store;
  }

  /** What a person says of a set of changes that is held. */
  private interface Word {
    BatchReport say(String system, String held, String person)
        throws HubControl.UnknownSystem, AdapterFailure;
  }

  /**
   * Lets exactly what was held through.
   *
   * @param body {@code {"held": name, "person": name}}
   */
  JsonObject approve(String body) {
    return said(body, hub::approve);
  }

  /** Says that it shall not come in. */
  JsonObject drop(String body) {
    return said(body, hub::drop);
  }

  private JsonObject said(String body, Word word) {
    Body said = Body.of(body, "{\"held\": \"…\"}");
    String held = said.text("held").orElse("");
    String system = store.intake().held(held).map(BatchEntry::system).orElseThrow(this::unknown);
    try {
      BatchReport report = word.say(system, held, said.person());
      return new JsonObject().put("batch", Answers.batch(BatchEntry.of(report)));
    } catch (AdapterFailure failure) {
      throw Refusal.of(failure.failure());
    } catch (HubControl.UnknownSystem gone) {
      throw unknown();
    }
  }

  private Refusal unknown() {
    return Refusal.notFound(
        "BATCH_NOT_HELD", "Nothing of that name is held.", "See what is: homeroom batches.");
  }
}
