package homeroom.wire;

import homeroom.api.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;

/**
 * Fields with their values, written and read as the schema {@code FieldValue} says, without an
 * object of that type in between: they are most of what stands in states and messages.
 */
final class ValueCodec {

  // The places of the types in the schema's union.
  private static final int NULL = 0;
  private static final int FLAG = 1;
  private static final int WHOLE = 2;
  private static final int TEXT = 3;
  private static final int DECIMAL = 4;
  private static final int DAY = 5;
  private static final int MOMENT = 6;
  private static final int ITEMS = 7;

  private ValueCodec() {}

  static void write(String name, Value value, BinaryEncoder to) throws IOException {
    Names.write(name, to);
    switch (value) {
      case Value.Null n -> to.writeIndex(NULL);
      case Value.Flag(var flag) -> {
        to.writeIndex(FLAG);
        to.writeBoolean(flag);
      }
      case Value.Whole(var number) -> {
        to.writeIndex(WHOLE);
        to.writeLong(number);
      }
      case Value.Text(var text) -> {
        to.writeIndex(TEXT);
        to.writeString(text);
      }
      case Value.Decimal decimal -> {
        to.writeIndex(DECIMAL);
        to.writeString(decimal.toString());
      }
      case Value.Day(var day) -> {
        to.writeIndex(DAY);
        to.writeInt((int) day.toEpochDay());
      }
      case Value.Moment(var instant) -> {
        to.writeIndex(MOMENT);
        to.writeLong(Values.micros(instant));
      }
      case Value.Items(var items) -> {
        to.writeIndex(ITEMS);
        texts(items, to);
      }
    }
  }

  static void write(Map<String, Value> values, BinaryEncoder to) throws IOException {
    start(values.size(), to);
    for (Map.Entry<String, Value> one : values.entrySet()) {
      to.startItem();
      write(one.getKey(), one.getValue(), to);
    }
    to.writeArrayEnd();
  }

  /** Writes several values of one name one after the other. */
  static void writeAll(Map<String, Set<Value>> values, BinaryEncoder to) throws IOException {
    start(values.values().stream().mapToInt(Set::size).sum(), to);
    for (Map.Entry<String, Set<Value>> one : values.entrySet()) {
      for (Value value : one.getValue()) {
        to.startItem();
        write(one.getKey(), value, to);
      }
    }
    to.writeArrayEnd();
  }

  /** Writes a union of nothing and a text. */
  static void text(Optional<String> text, BinaryEncoder to) throws IOException {
    to.writeIndex(text.isPresent() ? 1 : 0);
    if (text.isPresent()) {
      to.writeString(text.get());
    }
  }

  static void texts(List<String> texts, BinaryEncoder to) throws IOException {
    start(texts.size(), to);
    for (String text : texts) {
      to.startItem();
      to.writeString(text);
    }
    to.writeArrayEnd();
  }

  /** Begins an array. */
  static void start(int size, BinaryEncoder to) throws IOException {
    to.writeArrayStart();
    to.setItemCount(size);
  }

  /** Reads a value and skips its name. */
  static Value readUnnamed(BinaryDecoder from) throws IOException {
    from.skipString();
    return read(from);
  }

  /** Reads a value whose name has been read. */
  static Value read(BinaryDecoder from) throws IOException {
    int type = from.readIndex();
    return switch (type) {
      case NULL -> Value.NULL;
      case FLAG -> Value.flag(from.readBoolean());
      case WHOLE -> Value.whole(from.readLong());
      case TEXT -> Value.text(from.readString());
      case DECIMAL -> Value.decimal(new BigDecimal(from.readString()));
      case DAY -> Value.day(LocalDate.ofEpochDay(from.readInt()));
      case MOMENT -> Value.moment(Values.instant(from.readLong()));
      case ITEMS -> Value.items(readTexts(from));
      default -> throw new WireFormatException("WIRE_CORRUPT", "a value of the type " + type);
    };
  }

  static List<String> readTexts(BinaryDecoder from) throws IOException {
    long more = from.readArrayStart();
    if (more == 0) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (; more != 0; more = from.arrayNext()) {
      for (long i = 0; i < more; i++) {
        texts.add(from.readString());
      }
    }
    return texts;
  }
}
