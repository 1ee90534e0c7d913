package homeroom.support.outbox;

import homeroom.api.Delivery;
import homeroom.api.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a system's files look like. Thread-safe. */
public interface FileForm {

  /**
   * What is called by its own name among the files of a system: what {@code {target}} stands for.
   */
  String of(String target);

  /** A delivery as a row. */
  sealed interface Cells {

    /** It can be written. */
    record Ready(Map<String, String> cells) implements Cells {
      public Ready {
        cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
      }
    }

    /** It cannot. */
    record Unfit(Failure failure) implements Cells {}
  }

  /** What a delivery would be in a file. */
  Cells cells(Delivery delivery);

  /**
   * Writes a file's bytes: the same contents, made at the same time, are the same bytes.
   *
   * @param to stays open
   */
  void write(Contents contents, OutputStream to) throws IOException;
}
