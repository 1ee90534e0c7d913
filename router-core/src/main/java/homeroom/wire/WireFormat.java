package homeroom.wire;

import homeroom.authority.RecordState;
import homeroom.schema.ReleasedSchemas;
import homeroom.schema.StoredRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * The Confluent wire format: a zero byte, the schema's id in four bytes, then Avro. The ids are
 * those that are compiled in, so that reading never needs a registry. Thread-safe.
 */
public final class WireFormat {

  private static final byte MAGIC = 0;
  private static final int HEADER = 5;

  /** What states are written as; older ones are read in the general way. */
  private static final int STATE = ReleasedSchemas.idOf(StoredRecord.class);

  private static final ThreadLocal<Codec> CODEC = ThreadLocal.withInitial(Codec::new);

  /** Lets types write themselves where Avro's compiler could tell them how, which is quicker. */
  private static final SpecificData WRITING = new SpecificData(WireFormat.class.getClassLoader());

  static {
    WRITING.setCustomCoders(true);
  }

  private WireFormat() {}

  /** The bytes that stand for a record. */
  public static byte[] encode(SpecificRecord value) {
    return CODEC.get().encode(value);
  }

  /** Writes the fields of a record, in the order of the newest released schema of its type. */
  interface Body {
    void write(BinaryEncoder to) throws IOException;
  }

  /** The bytes that stand for a record that writes itself. */
  static byte[] encode(Class<? extends SpecificRecord> type, Body body) {
    return CODEC.get().encode(ReleasedSchemas.idOf(type), body);
  }

  /** Reads a stored state. */
  static RecordState decodeState(byte[] bytes) {
    return schemaId(bytes) == STATE
        ? CODEC.get().decodeState(bytes)
        : States.state(decode(bytes, StoredRecord.class));
  }

  /**
   * Reads a record, whichever released schema it was written with.
   *
   * @throws WireFormatException if the bytes are not such a record
   */
  public static <T extends SpecificRecord> T decode(byte[] bytes, Class<T> type) {
    int id = schemaId(bytes);
    Schema written = ReleasedSchemas.all().get(id);
    if (written == null) {
      throw new WireFormatException("WIRE_UNKNOWN_SCHEMA", "no released schema has the id " + id);
    }
    if (!written.getFullName().equals(type.getName())) {
      throw new WireFormatException(
          "WIRE_OTHER_TYPE", "expected " + type.getSimpleName() + ", found " + written.getName());
    }
    return type.cast(CODEC.get().decode(bytes, id, written, type));
  }

  /** The name of the type that the bytes hold, without its package; empty text if unknown. */
  public static String typeOf(byte[] bytes) {
    Schema written = ReleasedSchemas.all().get(schemaId(bytes));
    return written == null ? "" : written.getName();
  }

  private static int schemaId(byte[] bytes) {
    if (bytes.length < HEADER || bytes[0] != MAGIC) {
      throw new WireFormatException(
          "WIRE_NOT_FRAMED", "the value does not begin with a zero byte and a schema id");
    }
    return ByteBuffer.wrap(bytes, 1, 4).getInt();
  }

  /** What one thread keeps so that it need not be made for every record. */
  private static final class Codec {
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);
    private BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(buffer, null);
    private final BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(new byte[0], null);
    private final Map<Class<?>, SpecificDatumWriter<SpecificRecord>> writers = new HashMap<>();
    private final Map<Integer, SpecificDatumReader<SpecificRecord>> readers = new HashMap<>();
    private final StateReader states = new StateReader();

    byte[] encode(SpecificRecord value) {
      SpecificDatumWriter<SpecificRecord> writer =
          writers.computeIfAbsent(
              value.getClass(), type -> new SpecificDatumWriter<>(value.getSchema(), WRITING));
      return encode(ReleasedSchemas.idOf(value.getClass()), to -> writer.write(value, to));
    }

    byte[] encode(int id, Body body) {
      // What a record that could not be written left behind goes out here and is thrown away.
      encoder = EncoderFactory.get().binaryEncoder(buffer, encoder);
      buffer.reset();
      buffer.write(MAGIC);
      buffer.write(id >>> 24);
      buffer.write(id >>> 16);
      buffer.write(id >>> 8);
      buffer.write(id);
      try {
        body.write(encoder);
        encoder.flush();
      } catch (IOException impossible) {
        throw new UncheckedIOException("writing to memory", impossible);
      }
      return buffer.toByteArray();
    }

    RecordState decodeState(byte[] bytes) {
      try {
        return states.read(input(bytes));
      } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException corrupt) {
        throw corrupt(StoredRecord.class.getSimpleName(), corrupt);
      }
    }

    SpecificRecord decode(byte[] bytes, int id, Schema written, Class<?> type) {
      SpecificDatumReader<SpecificRecord> reader =
          readers.computeIfAbsent(
              id, any -> new SpecificDatumReader<>(written, SpecificData.get().getSchema(type)));
      try {
        return reader.read(null, input(bytes));
      } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException corrupt) {
        throw corrupt(written.getName(), corrupt);
      }
    }

    private BinaryDecoder input(byte[] bytes) {
      return DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, decoder);
    }

    private static WireFormatException corrupt(String type, Exception cause) {
      return new WireFormatException("WIRE_CORRUPT", "the value is no " + type, cause);
    }
  }
}
