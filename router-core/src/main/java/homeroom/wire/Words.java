package homeroom.wire;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.util.Utf8;

/**
 * Texts that stand in nearly every state, as the names of fields and systems do: each is made once
 * and found again by its bytes. Not thread-safe.
 */
final class Words {

  /** What is not like that shall not fill the memory. */
  private static final int MOST = 4_096;

  private final Map<Utf8, String> known = new HashMap<>();
  private final Utf8 next = new Utf8();

  String read(BinaryDecoder from) throws IOException {
    Utf8 read = from.readString(next);
    String word = known.get(read);
    if (word == null) {
      word = read.toString();
      if (known.size() < MOST) {
        known.put(new Utf8(read), word);
      }
    }
    return word;
  }
}
