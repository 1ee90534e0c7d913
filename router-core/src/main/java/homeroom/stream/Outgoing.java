package homeroom.stream;

import java.nio.charset.StandardCharsets;

/** A record on its way to a topic. */
record Outgoing(String topic, byte[] value) {

  static byte[] key(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
