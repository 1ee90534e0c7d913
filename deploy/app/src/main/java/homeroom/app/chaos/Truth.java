package homeroom.app.chaos;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.config.Configuration;
import homeroom.planning.MappingFailure;
import homeroom.planning.Subscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was true of each record, one version after the other, also in a consumer's own terms. */
final class Truth {

  private final Configuration configuration;
  private final Map<String, List<Map<String, Value>>> versions;

  Truth(Configuration configuration, Map<String, List<Map<String, Value>>> versions) {
    this.configuration = configuration;
    this.versions = versions;
  }

  /** What each record held last, as text. */
  Map<String, Map<String, String>> last() {
    Map<String, Map<String, String>> last = new HashMap<>();
    versions.forEach((record, all) -> last.put(record, HubLog.text(all.getLast())));
    return last;
  }

  /** How what the hub wrote into a consumer's field stands to what was true. */
  Written.Order order(Written written) {
    return written.against(told(written));
  }

  /** The values that the consumer's field should have had, in their order. */
  private List<String> told(Written written) {
    String[] parts = written.record().split("/", 2);
    RecordKey key = new RecordKey(parts[0], parts[1]);
    List<String> told = new ArrayList<>();
    for (Map<String, Value> version : versions.getOrDefault(written.record(), List.of())) {
      subscription(written.system(), parts[0])
          .flatMap(subscription -> payload(subscription, key, version))
          .map(payload -> HubLog.text(payload).get(written.field()))
          .ifPresent(told::add);
    }
    return told;
  }

  private Optional<Subscription> subscription(String system, String entity) {
    return configuration.rules().subscriptions().values().stream()
        .flatMap(List::stream)
        .filter(one -> one.system().equals(system) && one.entity().equals(entity))
        .findFirst();
  }

  /** Nothing was told of a version that cannot be mapped. */
  private static Optional<Map<String, Value>> payload(
      Subscription subscription, RecordKey key, Map<String, Value> version) {
    try {
      return Optional.of(subscription.mapping().payload(key, version));
    } catch (MappingFailure unmapped) {
      return Optional.empty();
    }
  }
}
