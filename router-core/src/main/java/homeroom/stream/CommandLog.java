package homeroom.stream;

import homeroom.authority.Choice;
import homeroom.log.PromptWriter;
import homeroom.schema.Command;
import homeroom.schema.CommandKind;
import homeroom.wire.Topics;
import homeroom.wire.Values;
import homeroom.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Writes what people ask of the router about single records. Thread-safe. */
public final class CommandLog implements AutoCloseable {

  private final Topics topics;
  private final PromptWriter writer;

  public CommandLog(Topics topics, String bootstrapServers) {
    this.topics = topics;
    writer = new PromptWriter(bootstrapServers);
  }

  /**
   * Asks that a field that waits for a person be decided; returns when the broker has it.
   *
   * @param record {@code entity/key}
   * @throws KafkaException if it could not be written
   */
  public void decide(
      String record, String field, String conflict, Choice choice, String person, Instant at) {
    Command.Builder command =
        Command.newBuilder()
            .setCommandId(UUID.randomUUID().toString())
            .setKind(CommandKind.RESOLVE)
            .setConfiguration("")
            .setAt(Values.micros(at))
            .setField(field)
            .setConflict(conflict)
            .setPerson(person);
    switch (choice) {
      case Choice.Take(var system) -> command.setTake(system);
      case Choice.Give(var value) -> command.setValue(Values.field(field, value));
      case Choice.ByRule b -> {}
    }
    write(record, command.build());
  }

  /**
   * Asks that a record's key be changed; returns when the broker has it.
   *
   * @param kind {@code RENAME}, {@code MERGE} or {@code SPLIT}
   * @param record {@code entity/key}
   * @param other the key under which it goes on; empty to split
   * @throws KafkaException if it could not be written
   */
  public void change(
      CommandKind kind,
      String record,
      Optional<String> other,
      String person,
      Optional<String> why,
      Instant at) {
    write(
        record,
        Command.newBuilder()
            .setCommandId(UUID.randomUUID().toString())
            .setKind(kind)
            .setConfiguration("")
            .setAt(Values.micros(at))
            .setPerson(person)
            .setOther(other.orElse(null))
            .setWhy(why.orElse(null))
            .build());
  }

  private void write(String record, Command command) {
    writer.write(
        "a command",
        List.of(
            new ProducerRecord<>(
                topics.commands(),
                record.getBytes(StandardCharsets.UTF_8),
                WireFormat.encode(command))));
  }

  @Override
  public void close() {
    writer.close();
  }
}
