package homeroom.wire;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Texts that stand in nearly every state, as the names of fields and systems do: each is made once
 * and found again by its bytes. Not thread-safe.
 */
final class Words {

  /** What is not like that shall not fill the memory. */
  private static final int MOST = 4_096;

  private final Map<Utf8, Word> known = new HashMap<>();
  private final Utf8 next = new Utf8();
  private Word last = new Word(new Utf8(), "");

  /** A word, and the one that stood behind it last: the next record has the same fields. */
  private static final class Word {
    private final Utf8 bytes;
    private final String text;
    private @Nullable Word follower;

    Word(Utf8 bytes, String text) {
      this.bytes = bytes;
      this.text = text;
    }
  }

  String read(BinaryDecoder from) throws IOException {
    Utf8 read = from.readString(next);
    Word follower = last.follower;
    if (follower == null || !follower.bytes.equals(read)) {
      follower = find(read);
      last.follower = follower;
    }
    last = follower;
    return follower.text;
  }

  private Word find(Utf8 read) {
    Word word = known.get(read);
    if (word == null) {
      word = new Word(new Utf8(read), read.toString());
      if (known.size() < MOST) {
        known.put(word.bytes, word);
      }
    }
    return word;
  }
}
