package homeroom.ingest;

import homeroom.planning.Guard;
import homeroom.planning.Guard.Kind;
import homeroom.schema.BatchPart;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What a batch would do, as its report has it. */
final class PartReports {

  private PartReports() {}

  static List<BatchPart> written(Collection<Guard.Part> parts) {
    return parts.stream()
        .map(
            part ->
                new BatchPart(
                    part.collection(),
                    part.entity(),
                    part.known(),
                    part.rows(),
                    part.number(Kind.CREATES),
                    part.number(Kind.UPDATES),
                    part.number(Kind.DELETES),
                    part.number(Kind.REJECTS),
                    part.doubtful()))
        .toList();
  }

  static List<Guard.Part> read(List<BatchPart> parts) {
    return parts.stream()
        .map(
            part ->
                new Guard.Part(
                    part.getCollection(),
                    part.getEntity(),
                    part.getKnown(),
                    part.getRows(),
                    Map.of(
                        Kind.CREATES, part.getCreates(),
                        Kind.UPDATES, part.getUpdates(),
                        Kind.DELETES, part.getDeletes(),
                        Kind.REJECTS, part.getRejects()),
                    part.getDoubtful()))
        .toList();
  }
}
