package homeroom.wire;

import homeroom.authority.Alias;
import homeroom.planning.Input;
import homeroom.planning.KeyInput;
import homeroom.schema.Command;
import homeroom.schema.DataEvent;
import homeroom.schema.DeliveryReceipt;
import java.util.Optional;

/** Messages about single records, as inputs of decisions. */
public final class Inputs {

  private Inputs() {}

  /**
   * @param key the record that the message is about, {@code entity/key}
   * @throws WireFormatException if the bytes are no such message
   */
  public static Input of(String key, byte[] message) {
    return switch (WireFormat.typeOf(message)) {
      case "DataEvent" -> event(WireFormat.decode(message, DataEvent.class));
      case "DeliveryReceipt" ->
          Messages.answered(WireFormat.decode(message, DeliveryReceipt.class));
      case "Command" -> command(key, WireFormat.decode(message, Command.class));
      default -> throw new WireFormatException("WIRE_UNKNOWN_TYPE", "no message about one record");
    };
  }

  /** What a source said: of a record, or that its key changed. */
  public static Input event(DataEvent event) {
    return event.getRenamedTo() == null
        ? Messages.told(event)
        : new KeyInput.Rename(
            new Alias(
                Alias.Kind.RENAMED,
                event.getEntity() + "/" + event.getKey(),
                event.getEntity() + "/" + event.getRenamedTo(),
                Values.instant(event.getObservedAt()),
                event.getSystem(),
                Optional.empty(),
                event.getEventId()),
            true);
  }

  /** What a person, or the time, asks of one record. */
  public static Input command(String key, Command command) {
    return switch (command.getKind()) {
      case RESOLVE -> Messages.resolved(command);
      case RENAME -> new KeyInput.Rename(step(Alias.Kind.RENAMED, key, command), false);
      case MERGE -> new KeyInput.Rename(step(Alias.Kind.MERGED, key, command), false);
      case SPLIT -> new KeyInput.Split(step(Alias.Kind.SPLIT, key, command));
      case REISSUE ->
          new Input.Reissued(command.getCommandId(), system(command), command.getEpoch());
      case VOID ->
          new Input.Voided(
              command.getCommandId(),
              system(command),
              command.getEpoch(),
              command.getGone(),
              command.getSeen());
      case CONFIGURE, SWEEP ->
          throw new WireFormatException("WIRE_CORRUPT", "a command about no single record");
    };
  }

  private static String system(Command command) {
    if (command.getSystem() == null) {
      throw new WireFormatException("WIRE_CORRUPT", "a replay to a system that is not named");
    }
    return command.getSystem();
  }

  private static Alias step(Alias.Kind kind, String key, Command command) {
    if (kind != Alias.Kind.SPLIT && command.getOther() == null) {
      throw new WireFormatException("WIRE_CORRUPT", "a new key that is not named");
    }
    return new Alias(
        kind,
        key,
        command.getOther() == null ? "" : command.getOther(),
        Values.instant(command.getAt()),
        command.getPerson() == null ? "somebody" : command.getPerson(),
        Optional.ofNullable(command.getWhy()),
        command.getCommandId());
  }
}
