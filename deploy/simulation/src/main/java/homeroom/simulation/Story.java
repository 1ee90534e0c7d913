package homeroom.simulation;

import homeroom.api.Operation;
import homeroom.api.Value;
import homeroom.authority.FieldRules;
import homeroom.planning.Decision;
import homeroom.planning.Effect;
import homeroom.planning.Effect.Moved;
import homeroom.planning.Input;
import homeroom.planning.KeyEffect;
import homeroom.planning.KeyInput;
import homeroom.planning.ReferenceEffect;
import homeroom.planning.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What happened, for people; written down only when somebody reads it. */
final class Story {

  private final List<Supplier<String>> lines = new ArrayList<>();

  void person(String system, String field, Value value) {
    lines.add(() -> system + ": a person sets " + field + " to " + text(value));
  }

  void personDeletes(String system) {
    lines.add(() -> system + ": a person deletes it");
  }

  void personCreates(String system, Map<String, Value> row) {
    lines.add(() -> system + ": a person makes it, " + text(row));
  }

  void rules(Rules rules) {
    lines.add(() -> "the rules change to " + rules.configuration());
  }

  void crash(Input input) {
    lines.add(() -> "hub: crashes after deciding " + input.id() + ", before writing");
  }

  void decided(Input input, Decision decision) {
    lines.add(() -> "hub: " + text(input) + " -> " + text(decision.effects()));
  }

  List<String> lines() {
    return lines.stream().map(Supplier::get).toList();
  }

  private static String text(Input input) {
    return switch (input) {
      case Input.Told told ->
          "reads "
              + told.id()
              + (told.event().echo() ? " (our write)" : "")
              + " "
              + text(told.event().fields());
      case Input.Answered answered ->
          "hears from " + answered.system() + " of " + answered.id() + ": " + answered.result();
      case Input.ParentArrived arrived ->
          "hears of " + arrived.parent() + " at " + arrived.systems();
      case Input.ParentLeaving leaving ->
          "hears that " + leaving.parent() + " leaves " + leaving.systems();
      case Input.ChildrenLeft left -> "hears that nothing refers to it at " + left.systems();
      case Input.BoundaryPassed boundary -> "hears that " + boundary.source() + " is complete";
      case Input.Resolved resolved ->
          "settles "
              + resolved.field()
              + " "
              + shortly(resolved.conflict())
              + " by "
              + resolved.choice();
      case KeyInput key -> "a key changes, " + key.id();
      case Input.Reconsidered reconsidered -> "looks again, " + reconsidered.id();
      case Input.Reissued reissued -> "replays to " + reissued.system() + ", " + reissued.id();
      case Input.Voided voided -> "voids what " + voided.system() + " confirmed, " + voided.id();
    };
  }

  private static String text(List<Effect> effects) {
    return effects.stream()
        .filter(effect -> !(effect instanceof Moved moved && moved.due().isEmpty() && quiet(moved)))
        .map(Story::text)
        .collect(Collectors.joining("; "));
  }

  private static boolean quiet(Moved moved) {
    return moved.outcome() == Moved.Outcome.DELIVERED;
  }

  private static String text(Effect effect) {
    return switch (effect) {
      case Effect.Changed changed -> "version " + changed.version() + " " + text(changed.after());
      case Effect.Conflict conflict ->
          "conflict "
              + shortly(conflict.conflictId())
              + " about "
              + conflict.ruling().field()
              + (conflict.winner().isEmpty() ? ", held" : ", won by " + conflict.winner());
      case Effect.Remind remind -> "remind at " + remind.due();
      case Effect.Send send ->
          "tell "
              + send.system()
              + " "
              + send.deliveryId()
              + " "
              + (send.operation() == Operation.DELETE ? "to delete it" : text(written(send)));
      case KeyEffect key -> "another key is told";
      case ReferenceEffect reference -> "what it refers to is told";
      case Effect.Ask ask -> "ask for " + ask.parent();
      case Effect.Withdraw withdraw -> "ask no more for " + withdraw.parent();
      case Effect.Arrived arrived -> "is at " + arrived.system();
      case Effect.AskChildren ask -> "ask who refers to it at " + ask.systems();
      case Effect.Left left -> "refers to something no more at " + left.system();
      case Moved moved -> moved.outcome() + " " + moved.fields();
    };
  }

  private static Map<String, Value> written(Effect.Send send) {
    Map<String, Value> written = new TreeMap<>(send.payload());
    if (!send.creates()) {
      written.keySet().retainAll(send.changed());
    }
    return written;
  }

  private static String text(Map<String, Value> fields) {
    if (Value.flag(false).equals(fields.get(FieldRules.EXISTS))) {
      return "it is gone";
    }
    return new TreeMap<>(fields)
        .entrySet().stream()
            .filter(field -> !field.getKey().startsWith("_"))
            .map(field -> field.getKey() + "=" + text(field.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String text(Value value) {
    return value instanceof Value.Text(var text) ? text : value.isNull() ? "nothing" : "" + value;
  }

  private static String shortly(String id) {
    return id.substring(0, Math.min(8, id.length()));
  }
}
