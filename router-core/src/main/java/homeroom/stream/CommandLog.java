package homeroom.stream;

import homeroom.authority.Choice;
import homeroom.log.LogReading;
import homeroom.log.PromptWriter;
import homeroom.schema.Command;
import homeroom.schema.CommandKind;
import homeroom.wire.Topics;
import homeroom.wire.Values;
import homeroom.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Writes what people ask of the router about single records. Thread-safe. */
public final class CommandLog implements AutoCloseable {

  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  private final Topics topics;
  private final String bootstrapServers;
  private final PromptWriter writer;
  private final Consumer<Kept> keeper;

  /**
   * A command as it was written to the log.
   *
   * @param record {@code entity/key}
   * @param at when it was written
   */
  public record Kept(byte[] record, byte[] command, Instant at) {}

  /**
   * @param keeper keeps what was written until a loss of power cannot take it from the log; what it
   *     throws is passed on, though the command is in the log and will be carried out
   */
  public CommandLog(Topics topics, String bootstrapServers, Consumer<Kept> keeper) {
    this.topics = topics;
    this.bootstrapServers = bootstrapServers;
    this.keeper = keeper;
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

  /**
   * Writes those of some commands once more that the log has lost, each once.
   *
   * @return how many there were
   * @throws KafkaException if that could not be done
   */
  public int takeIn(List<Kept> kept) {
    if (kept.isEmpty()) {
      return 0;
    }
    Instant oldest = kept.stream().map(Kept::at).min(Instant::compareTo).orElseThrow();
    Set<String> there = idsSince(oldest.minus(CLOCKS_DIFFER));
    List<Kept> missing = kept.stream().filter(command -> there.add(id(command.command()))).toList();
    missing.forEach(command -> write(command.record(), command.command()));
    return missing.size();
  }

  private Set<String> idsSince(Instant time) {
    Set<String> ids = new HashSet<>();
    try (var consumer = LogReading.consumer(bootstrapServers)) {
      LogReading.since(consumer, topics.commands(), time, it -> ids.add(id(it.value())));
    }
    return ids;
  }

  private static String id(byte[] command) {
    return WireFormat.decode(command, Command.class).getCommandId();
  }

  private void write(String record, Command command) {
    byte[] key = record.getBytes(StandardCharsets.UTF_8);
    byte[] value = WireFormat.encode(command);
    write(key, value);
    keeper.accept(new Kept(key, value, Values.instant(command.getAt())));
  }

  private void write(byte[] record, byte[] command) {
    writer.write("a command", List.of(new ProducerRecord<>(topics.commands(), record, command)));
  }

  @Override
  public void close() {
    writer.close();
  }
}
