package homeroom.ingest;

import homeroom.api.Batch;
import homeroom.authority.Digests;
import homeroom.log.PartitionKeys;
import homeroom.schema.Boundary;
import homeroom.wire.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says that the data of a source is complete as of a time: a marker for every partition of its
 * events, behind all that came before.
 *
 * @param system the source
 * @param partitions how many its events have
 */
record Boundaries(String system, int partitions) {

  /** A marker, and the key that leads it into its partition. */
  record Marker(String key, Boundary boundary) {}

  /**
   * One in each partition.
   *
   * @param batch what made it complete; one that holds nothing if a look found nothing new
   * @param arrived when the hub began to read it
   */
  List<Marker> after(Batch batch, Instant arrived) {
    List<Marker> markers = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      markers.add(
          new Marker(
              PartitionKeys.forPartition(partition, partitions), of(batch, arrived, partition)));
    }
    return markers;
  }

  private Boundary of(Batch batch, Instant arrived, int partition) {
    Optional<Instant> exported = batch.producedAt();
    return Boundary.newBuilder()
        .setBoundaryId(Digests.name(system, batch.id(), arrived.toString()))
        .setSystem(system)
        .setBatch(batch.isEmpty() ? null : batch.id())
        .setCompleteAt(Values.micros(exported.orElse(arrived)))
        .setExportedAt(exported.map(Values::micros).orElse(null))
        .setArrivedAt(Values.micros(arrived))
        .setPartition(partition)
        .setPartitions(partitions)
        .build();
  }
}
