package homeroom.wire;

import homeroom.authority.Provenance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.jspecify.annotations.Nullable;

/** Each provenance once, in the order of first use. */
final class Sources {

  private final List<Provenance> list = new ArrayList<>(4);
  private final Map<Provenance, Integer> indexes = new HashMap<>(8);

  private @Nullable Provenance last;
  private int lastIndex;

  int indexOf(Provenance provenance) {
    // Most fields of a record were brought by the same event.
    if (provenance != last) {
      last = provenance;
      lastIndex = indexes.computeIfAbsent(provenance, this::added);
    }
    return lastIndex;
  }

  private int added(Provenance provenance) {
    list.add(provenance);
    return list.size() - 1;
  }

  void write(BinaryEncoder to) throws IOException {
    ValueCodec.start(list.size(), to);
    for (Provenance one : list) {
      to.startItem();
      write(one, to);
    }
    to.writeArrayEnd();
  }

  static void write(Provenance provenance, BinaryEncoder to) throws IOException {
    to.writeString(provenance.system());
    to.writeString(provenance.eventId());
    to.writeString(provenance.rule());
    to.writeString(provenance.configuration());
    to.writeLong(Values.micros(provenance.occurredAt()));
  }
}
