package homeroom.planning;

import homeroom.api.Operation;
import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.planning.Input.Answered;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a consumer has, by its own ids, and what it was told and has not done yet. */
final class KeyConsumer {
  private final String name;
  private final Map<String, Map<String, Value>> objects = new LinkedHashMap<>();
  final Map<String, Deque<Order>> told = new TreeMap<>();
  private final List<String> orphans = new ArrayList<>();
  private int created;

  KeyConsumer(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** What it has. */
  List<Map<String, Value>> objects() {
    return List.copyOf(objects.values());
  }

  Set<String> ids() {
    return objects.keySet();
  }

  int created() {
    return created;
  }

  Answered.Result carryOut(Order order) {
    Optional<String> object =
        order
            .send()
            .remoteId()
            .filter(objects::containsKey)
            .or(() -> named(order.formerly().orElse(order.key())))
            .or(() -> named(order.key()));
    order.object = object.orElse("");
    if (order.send().operation() == Operation.DELETE) {
      object.ifPresent(id -> noteOrphans(order, id));
      object.ifPresent(objects::remove);
      return Answered.Result.DELETED;
    }
    if (object.isEmpty()) {
      order.object = name + "-" + ++created;
    }
    Map<String, Value> payload = objects.computeIfAbsent(order.object, _ -> new HashMap<>());
    List<String> written =
        object.isEmpty() || order.formerly().isPresent()
            ? List.copyOf(order.send().payload().keySet())
            : order.send().changed();
    written.forEach(field -> payload.put(field, order.send().payload().get(field)));
    return object.isEmpty() ? Answered.Result.CREATED : Answered.Result.UPDATED;
  }

  /** Seats of a student that goes. */
  private void noteOrphans(Order order, String id) {
    Value student = objects.get(id).get("id");
    objects.forEach(
        (seat, payload) -> {
          if (order.key().startsWith("student/") && student.equals(payload.get("user.student"))) {
            orphans.add(seat + " of " + order.key());
          }
        });
  }

  /** What referred to a record when that was deleted. */
  List<String> orphans() {
    return orphans;
  }

  private Optional<String> named(String key) {
    Value id = Value.text(RecordKey.parse(key).key());
    return objects.entrySet().stream()
        .filter(object -> id.equals(object.getValue().get("id")))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** What it was told. */
  static final class Order {
    private final String key;
    private final Effect.Send send;
    private final Optional<String> formerly;
    String object = "";

    Order(String key, Effect.Send send, Optional<String> formerly) {
      this.key = key;
      this.send = send;
      this.formerly = formerly;
    }

    String key() {
      return key;
    }

    Effect.Send send() {
      return send;
    }

    Optional<String> formerly() {
      return formerly;
    }
  }
}
