package homeroom.adapters.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import homeroom.api.AdapterFailure;
import homeroom.api.Delivery;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Applied;
import homeroom.api.Outcome.ChangedMeanwhile;
import homeroom.api.Outcome.Effect;
import homeroom.api.RemoteRecord;
import homeroom.api.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Brings something with a SIS id up to date: one request for an update of what is known and only
 * the hub writes, otherwise asking and then, if need be, one more.
 */
final class SisTarget implements Target {

  private final Canvas canvas;
  private final SisKind kind;
  private final Payload payload;

  SisTarget(Canvas canvas, SisKind kind) {
    this.canvas = canvas;
    this.kind = kind;
    this.payload = new Payload(kind.target(), kind.fields());
  }

  @Override
  public Outcome upsert(Delivery delivery) throws AdapterFailure, Refused {
    Map<Field, Value> changed = payload.changed(delivery);
    if (delivery.creates() || delivery.remoteId().isEmpty() || changed.isEmpty()) {
      return ask(delivery);
    }
    String id = delivery.remoteId().get();
    if (!delivery.expected().isEmpty()) {
      Optional<JsonNode> held = canvas.find(kind.one(id));
      return held.isPresent() ? settle(delivery, held.get()) : ask(delivery);
    }
    try {
      kind.update(id, kind.written(changed, payload.all(delivery)));
      return applied(Effect.UPDATED, id);
    } catch (Refused refused) {
      // It may be gone, or something it refers to is not there: asking tells which.
      if (!refused.notFound()) {
        throw refused;
      }
      return ask(delivery);
    }
  }

  private Outcome ask(Delivery delivery) throws AdapterFailure, Refused {
    Optional<JsonNode> known = delivery.creates() ? known(delivery) : Optional.empty();
    Optional<JsonNode> held = known.isPresent() ? known : held(delivery);
    return held.isPresent() ? settle(delivery, held.get()) : create(delivery);
  }

  /**
   * What the hub made or found for the record, though it does not show its SIS id any more. With
   * another SIS id it is another record's.
   */
  private Optional<JsonNode> known(Delivery delivery) throws AdapterFailure {
    return delivery.remoteId().isEmpty()
        ? Optional.empty()
        : canvas
            .find(kind.one(delivery.remoteId().get()))
            .filter(held -> kind.sisId().value(held).isNull());
  }

  /** What has the record's SIS id, or still the one that the record had before. */
  private Optional<JsonNode> held(Delivery delivery) throws AdapterFailure, Refused {
    Optional<JsonNode> held = held(payload.needed(delivery, kind.sisId().name()));
    return held.isEmpty() && delivery.formerKey().isPresent()
        ? held(delivery.formerKey().get())
        : held;
  }

  private Optional<JsonNode> held(String sisId) throws AdapterFailure {
    return canvas.find(kind.one(kind.sisId().parameter() + ":" + sisId));
  }

  private Outcome create(Delivery delivery) throws AdapterFailure, Refused {
    try {
      JsonNode created = kind.create(delivery, payload.all(delivery));
      return applied(Effect.CREATED, created.path("id").asText());
    } catch (Refused refused) {
      // Somebody else may have been faster; then what is there is brought up to date.
      if (!refused.taken()) {
        throw refused;
      }
      JsonNode held =
          held(payload.needed(delivery, kind.sisId().name())).orElseThrow(() -> refused);
      return settle(delivery, held);
    }
  }

  private Outcome settle(Delivery delivery, JsonNode held) throws AdapterFailure, Refused {
    String id = held.path("id").asText();
    Map<Field, Value> differing = kind.differing(payload.changed(delivery), held);
    Map<Field, Value> written = kind.written(differing, payload.all(delivery));
    Optional<ChangedMeanwhile> surprise =
        payload
            .surprise()
            .of(
                delivery,
                held,
                differing.keySet(),
                (field, value) -> kind.differing(Map.of(field, value), held).isEmpty());
    if (surprise.isPresent()) {
      return surprise.get();
    }
    boolean revived = delivery.creates() && kind.revive(id, held);
    if (!differing.isEmpty() && revived) {
      Canvas.afterwards(() -> kind.update(id, written));
    } else if (!differing.isEmpty()) {
      kind.update(id, written);
    }
    return applied(revived || !differing.isEmpty() ? Effect.UPDATED : Effect.UNCHANGED, id);
  }

  @Override
  public Outcome delete(Delivery delivery) throws AdapterFailure, Refused {
    Optional<String> id = delivery.remoteId();
    if (id.isEmpty()) {
      id = held(delivery).map(held -> held.path("id").asText());
    }
    if (id.isPresent()) {
      end(id.get());
    }
    return new Applied(Effect.DELETED, id);
  }

  private void end(String id) throws AdapterFailure, Refused {
    try {
      kind.delete(id);
    } catch (Refused refused) {
      if (!refused.notFound()) {
        throw refused;
      }
    }
  }

  @Override
  public Stream<RemoteRecord> read(Set<String> fields) throws AdapterFailure {
    // What has no SIS id was made by hand and is none of the hub's business.
    return kind.all()
        .filter(shown -> !kind.sisId().value(shown.held()).isNull())
        .map(shown -> record(shown, fields));
  }

  private RemoteRecord record(SisKind.Shown shown, Set<String> fields) {
    RemoteRecord record = payload.record(shown.held(), fields);
    return shown.active() ? record : record.asleep();
  }

  private static Applied applied(Effect effect, String id) {
    return new Applied(effect, Optional.of(id));
  }
}
