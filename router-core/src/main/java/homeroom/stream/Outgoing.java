package homeroom.stream;

import homeroom.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;

/** A record on its way to a topic. */
record Outgoing(String topic, byte[] value) {

  static Outgoing of(String topic, SpecificRecord value) {
    return new Outgoing(topic, WireFormat.encode(value));
  }

  static byte[] key(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
