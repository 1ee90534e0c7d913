package homeroom.wire;

import homeroom.authority.Provenance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;

/** Each provenance once, in the order of first use. */
final class Sources {

  private final List<Provenance> list = new ArrayList<>(4);
  private final Map<Provenance, Integer> indexes = new HashMap<>(8);

  int indexOf(Provenance provenance) {
    Integer index = indexes.putIfAbsent(provenance, list.size());
    if (index != null) {
      return index;
    }
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
