package homeroom.ingest;

import java.util.Optional;
import java.util.function.BiConsumer;

/** Holds what a source last said, by the record's key {@code entity/key}. Not thread-safe. */
interface SaidRecords extends AutoCloseable {

  Optional<Said> get(String key);

  void put(String key, Said said);

  void remove(String key);

  /** Passes on all that was there at the beginning, in the order of the keys' bytes. */
  void forEach(BiConsumer<String, Said> each);

  @Override
  void close();
}
