package homeroom.wire;

import homeroom.authority.Alias;
import homeroom.authority.RecordState;
import homeroom.planning.Input;
import homeroom.planning.KeyEffect;
import homeroom.planning.KeyInput;
import homeroom.schema.KeyNote;
import homeroom.schema.KeyNoteKind;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one key's task tells another's, as messages and as inputs of decisions. */
public final class KeyNotes {

  private KeyNotes() {}

  public static KeyNote handover(Alias step, RecordState moved, List<String> path) {
    return note(KeyNoteKind.HANDOVER, path, step, States.encode(moved), step.id());
  }

  /**
   * @param message as it was written about the other key
   */
  public static KeyNote pass(List<String> path, byte[] message, String cause) {
    return note(KeyNoteKind.PASS, path, null, message, cause);
  }

  public static KeyNote splitOff(Alias step, List<String> path) {
    return note(KeyNoteKind.SPLIT_OFF, path, step, null, step.id());
  }

  public static KeyNote giveBack(RecordState ledgers, String cause) {
    return note(KeyNoteKind.RETURN, List.of(), null, States.encode(ledgers), cause);
  }

  public static KeyNote free(KeyEffect.Free free, String cause) {
    KeyNote note = note(KeyNoteKind.FREE, free.rest(), null, null, cause);
    note.setSystems(free.systems());
    note.setFreed(free.key());
    note.setSplitFrom(free.by());
    return note;
  }

  /**
   * @param record that has the own id, {@code entity/key}
   */
  public static KeyNote learn(String record, String cause) {
    return note(KeyNoteKind.LEARN, List.of(record), null, null, cause);
  }

  /** The message that a note passes on. */
  public static byte[] passed(KeyNote note) {
    if (note.getMessage() == null) {
      throw new WireFormatException("WIRE_CORRUPT", "a note without the message it passes on");
    }
    byte[] message = new byte[note.getMessage().remaining()];
    note.getMessage().duplicate().get(message);
    return message;
  }

  /**
   * @param key whom the note is for
   * @throws WireFormatException if it lacks what its kind needs
   */
  public static Input input(String key, KeyNote note) {
    return switch (note.getKind()) {
      case HANDOVER ->
          new KeyInput.HandedOver(step(note), States.decode(passed(note)), note.getPath());
      case PASS -> new KeyInput.Passed(note.getPath(), Inputs.of(key, passed(note)));
      case SPLIT_OFF -> new KeyInput.SplitOff(step(note), note.getPath());
      case RETURN -> new KeyInput.Returned(States.decode(passed(note)), note.getCause());
      case FREE ->
          new KeyInput.Freed(
              String.valueOf(note.getFreed()),
              note.getSystems(),
              String.valueOf(note.getSplitFrom()),
              note.getPath(),
              note.getCause());
      case LEARN -> new KeyInput.Learned(note.getPath().getFirst(), note.getCause());
    };
  }

  private static Alias step(KeyNote note) {
    if (note.getStep() == null) {
      throw new WireFormatException("WIRE_CORRUPT", "a note about a key without the step");
    }
    return Identities.alias(note.getStep());
  }

  private static KeyNote note(
      KeyNoteKind kind,
      List<String> path,
      @Nullable Alias step,
      byte @Nullable [] message,
      String cause) {
    return new KeyNote(
        kind,
        path,
        step == null ? null : Identities.step(step),
        message == null ? null : ByteBuffer.wrap(message),
        List.of(),
        null,
        null,
        cause);
  }
}
