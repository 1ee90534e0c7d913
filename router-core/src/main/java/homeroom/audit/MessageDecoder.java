package homeroom.audit;

import org.apache.avro.specific.SpecificRecord;

/** Reads a message's value: {@code WireFormat::decode}. */
@FunctionalInterface
public interface MessageDecoder {
  <T extends SpecificRecord> T decode(byte[] bytes, Class<T> type);
}
