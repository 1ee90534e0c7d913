package homeroom.stream.killed;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.live.LiveBroker;
import homeroom.schema.Command;
import homeroom.schema.CommandKind;
import homeroom.schema.DataEvent;
import homeroom.schema.EventOperation;
import homeroom.wire.Topics;
import homeroom.wire.Values;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes what systems and people say; the same each time that a story is told. */
final class Telling {

  private final Topics topics;
  private int messages;

  Telling(Topics topics) {
    this.topics = topics;
  }

  /** A system says something of a record: names of fields and their values, in turn. */
  void says(String system, String record, String... fields) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      values.put(fields[i], Value.text(fields[i + 1]));
    }
    write(system, record, EventOperation.UPSERT, values);
  }

  void saysGone(String system, String record) {
    write(system, record, EventOperation.DELETE, Map.of());
  }

  private void write(
      String system, String record, EventOperation operation, Map<String, Value> values) {
    RecordKey key = RecordKey.parse(record);
    LiveBroker.write(
        topics.events(system),
        record,
        DataEvent.newBuilder()
            .setEventId("event-" + ++messages)
            .setSystem(system)
            .setEntity(key.entity())
            .setKey(key.key())
            .setOperation(operation)
            .setFields(Values.fields(values))
            .setOccurredAt(0)
            .setObservedAt(0)
            .build());
  }

  /** A person asks that a record's key be changed. */
  void asks(CommandKind kind, String record, String other) {
    LiveBroker.write(topics.commands(), record, command(kind).setOther(other).build());
  }

  /** A person decides for what a system says. */
  void decides(String record, String field, String conflict, String system) {
    LiveBroker.write(
        topics.commands(),
        record,
        command(CommandKind.RESOLVE).setField(field).setConflict(conflict).setTake(system).build());
  }

  private Command.Builder command(CommandKind kind) {
    return Command.newBuilder()
        .setCommandId("command-" + ++messages)
        .setKind(kind)
        .setConfiguration("")
        .setAt(0)
        .setPerson("Kim");
  }
}
