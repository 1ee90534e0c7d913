package homeroom.ingest;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Where a batch is written to. */
interface Output {

  /** Writes nothing, to see what would be written. */
  Output NOWHERE =
      new Output() {
        @Override
        public void begin() {}

        @Override
        public void write(String topic, String key, @Nullable SpecificRecord value) {}

        @Override
        public void commit() {}
      };

  void begin();

  /**
   * @param value null for a tombstone
   */
  void write(String topic, String key, @Nullable SpecificRecord value);

  /** Returns once the broker has all of it. */
  void commit();
}
