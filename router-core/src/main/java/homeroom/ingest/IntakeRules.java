package homeroom.ingest;

import homeroom.planning.SourceMapping;
import homeroom.planning.SourcePolicy;
import homeroom.wire.Topics;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * By what a source's batches are taken in.
 *
 * @param byCollection the policy's mappings, in order
 * @param alsoConsumer whether the system is delivered to as well, so that what it confirmed must be
 *     held against what it says
 */
record IntakeRules(
    Topics topics,
    SourcePolicy policy,
    Map<String, List<SourceMapping>> byCollection,
    boolean alsoConsumer,
    InstantSource clock) {

  static IntakeRules of(
      Topics topics, SourcePolicy policy, boolean alsoConsumer, InstantSource clock) {
    return new IntakeRules(
        topics,
        policy,
        policy.mappings().stream().collect(Collectors.groupingBy(SourceMapping::collection)),
        alsoConsumer,
        clock);
  }

  String system() {
    return policy.system();
  }

  /** What the rows of a collection are tried with, in order. */
  List<SourceMapping> mappings(String collection) {
    return byCollection.getOrDefault(collection, List.of());
  }
}
