package homeroom.wire;

import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Writes the names of fields and systems, which stand in nearly every message and state: each is
 * turned into bytes once. Not for values. Thread-safe.
 */
final class Names {

  private static final int KEPT = 1_024;

  private record Name(String text, Utf8 bytes) {}

  /** What stands here never changes; who sees an older one, or none, makes it again. */
  private static final @Nullable Name[] RECENT = new Name[KEPT];

  private Names() {}

  static void write(String text, BinaryEncoder to) throws IOException {
    int hash = text.hashCode();
    int place = (hash ^ hash >>> 16) & KEPT - 1;
    Name name = RECENT[place];
    if (name == null || !name.text().equals(text)) {
      name = new Name(text, new Utf8(text));
      RECENT[place] = name;
    }
    to.writeString(name.bytes());
  }
}
