package homeroom.api;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.List;

/** Takes fingerprints. Not thread-safe. */
public final class Fingerprinter {

  private final HashStream128 stream = Hashing.xxh3_128().hashStream();
  private final Fingerprint context;

  /**
   * One whose fingerprints are of texts in a context: the same texts elsewhere have others.
   *
   * @param context for example the names of the columns in which they stand
   */
  public Fingerprinter(List<String> context) {
    this.context = taken(context);
  }

  /** Of texts in their order; which stand in which place matters. */
  public Fingerprint of(List<String> texts) {
    stream.reset().putLong(context.high()).putLong(context.low());
    return taken(texts);
  }

  private Fingerprint taken(List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      stream.putString(texts.get(i));
    }
    HashValue128 value = stream.get();
    return new Fingerprint(value.getMostSignificantBits(), value.getLeastSignificantBits());
  }
}
