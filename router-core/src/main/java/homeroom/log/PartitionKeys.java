package homeroom.log;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Keys for messages that concern a partition and no record. */
public final class PartitionKeys {

  private PartitionKeys() {}

  /** A key, always the same, that belongs to a partition. */
  public static String forPartition(int partition, int partitions) {
    for (int i = 0; ; i++) {
      String key = "_partition/" + i;
      byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
      if (Utils.toPositive(Utils.murmur2(bytes)) % partitions == partition) {
        return key;
      }
    }
  }
}
