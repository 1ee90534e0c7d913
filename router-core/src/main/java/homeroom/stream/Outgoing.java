package homeroom.stream;

import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import homeroom.wire.WireFormat;

/** A record on its way to a topic. */
record Outgoing(String topic, byte[] value) {

  static Outgoing of(String topic, SpecificRecord value) {
    return new Outgoing(topic, WireFormat.encode(value));
  }

  static byte[] key(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
