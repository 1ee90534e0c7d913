package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import homeroom.api.AdapterContext;
import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.RawStore;
import homeroom.api.RecordKey;
import homeroom.api.RemoteRecord;
import homeroom.api.SnapshotReader;
import homeroom.api.Value;
import homeroom.config.Configuration;
import homeroom.config.ConsumerSetup;
import homeroom.planning.MappingFailure;
import homeroom.planning.Subscription;
import homeroom.simulators.sis.SisSimulator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads back what every system holds and compares it, field by field, with the golden records
 * through the mappings. Each system must hold exactly these records: none less, none more, none
 * twice.
 */
public final class Comparison {

  private final Configuration configuration;
  private final HubApi hub;
  private final SisSimulator sis;
  private final Owing owing;

  /** Compares systems to which nothing is owed. */
  public Comparison(Configuration configuration, HubApi hub, SisSimulator sis) {
    this(configuration, hub, sis, (_, _) -> false);
  }

  /**
   * @param owing of which record the hub says that a system does not have it as it should
   */
  Comparison(Configuration configuration, HubApi hub, SisSimulator sis, Owing owing) {
    this.configuration = configuration;
    this.hub = hub;
    this.sis = sis;
    this.owing = owing;
  }

  /** What the hub says that it owes. */
  interface Owing {
    boolean owes(String system, RecordKey record) throws IOException;
  }

  /**
   * What one system should hold and does, but for what is owed to it.
   *
   * @param owed records that are owed to it
   * @param missing records that are not there, or not so
   * @param extra records that are there and should not be, or not so
   * @param fields in how many records a field differs, by {@code target.field}
   */
  public record Difference(
      String system, long records, long owed, long missing, long extra, Map<String, Long> fields) {
    public boolean none() {
      return missing == 0 && extra == 0;
    }
  }

  /** Compares all systems. */
  public List<Difference> compare() throws IOException, DemoFailure {
    Map<String, Map<RecordKey, Map<String, Value>>> golden = golden();
    List<Difference> differences = new ArrayList<>();
    for (ConsumerSetup consumer : configuration.consumers()) {
      if (consumer.adapter().handsOverOnSchedule(consumer.settings())) {
        // What is in its files depends on the hour; it is asked by itself.
        continue;
      }
      differences.add(compare(consumer, golden));
    }
    return differences;
  }

  private Difference compare(
      ConsumerSetup consumer, Map<String, Map<RecordKey, Map<String, Value>>> golden)
      throws IOException, DemoFailure {
    Map<String, List<Map<String, String>>> wanted = new TreeMap<>();
    long owed = 0;
    Map<String, Set<String>> fields = new HashMap<>();
    try {
      for (Subscription subscription : subscriptions(consumer.system())) {
        for (var record : golden.getOrDefault(subscription.entity(), Map.of()).entrySet()) {
          if (subscription.mapping().selects(record.getKey(), record.getValue())) {
            Map<String, Value> payload =
                subscription.mapping().payload(record.getKey(), record.getValue());
            fields
                .computeIfAbsent(subscription.target(), none -> new LinkedHashSet<>())
                .addAll(payload.keySet());
            List<Map<String, String>> target =
                wanted.computeIfAbsent(subscription.target(), none -> new ArrayList<>());
            if (owing.owes(consumer.system(), record.getKey())) {
              owed++;
            } else {
              target.add(text(payload));
            }
          }
        }
      }
    } catch (MappingFailure failure) {
      throw new DemoFailure("a golden record cannot be mapped: " + failure.code(), "see hub.log");
    }
    return compare(consumer, owed, wanted, fields);
  }

  private Difference compare(
      ConsumerSetup consumer,
      long owed,
      Map<String, List<Map<String, String>>> wanted,
      Map<String, Set<String>> fields)
      throws DemoFailure {
    long records = 0;
    long missing = 0;
    long extra = 0;
    Map<String, Long> differing = new TreeMap<>();
    for (var target : wanted.entrySet()) {
      Map<Map<String, String>, Integer> balance = new HashMap<>();
      target.getValue().forEach(record -> balance.merge(record, 1, Integer::sum));
      held(consumer, target.getKey(), fields.get(target.getKey()))
          .forEach(record -> balance.merge(record, -1, Integer::sum));
      records += target.getValue().size();
      missing += balance.values().stream().filter(n -> n > 0).mapToLong(n -> n).sum();
      extra += balance.values().stream().filter(n -> n < 0).mapToLong(n -> -n).sum();
      differing(target.getKey(), balance, differing);
    }
    return new Difference(consumer.system(), records, owed, missing, extra, differing);
  }

  /** Pairs what is missing with what is there instead by the fields that agree most. */
  private static void differing(
      String target, Map<Map<String, String>, Integer> balance, Map<String, Long> fields) {
    List<Map<String, String>> missing =
        balance.entrySet().stream().filter(e -> e.getValue() > 0).map(Map.Entry::getKey).toList();
    List<Map<String, String>> extra =
        balance.entrySet().stream().filter(e -> e.getValue() < 0).map(Map.Entry::getKey).toList();
    for (Map<String, String> record : missing.subList(0, Math.min(50, missing.size()))) {
      extra.stream()
          .min(Comparator.comparingInt(other -> distance(record, other)))
          .filter(other -> distance(record, other) < record.size())
          .ifPresent(
              other ->
                  record.forEach(
                      (name, value) -> {
                        if (!value.equals(other.get(name))) {
                          fields.merge(target + " " + name, 1L, Long::sum);
                        }
                      }));
    }
  }

  private static int distance(Map<String, String> one, Map<String, String> other) {
    return (int)
        one.entrySet().stream().filter(e -> !e.getValue().equals(other.get(e.getKey()))).count();
  }

  private List<Map<String, String>> held(ConsumerSetup consumer, String target, Set<String> fields)
      throws DemoFailure {
    AdapterContext context =
        new AdapterContext(
            consumer.system(), InstantSource.system(), Comparison::keepNothing, consumer.targets());
    try (ConsumerAdapter adapter = consumer.adapter().consumer(consumer.settings(), context)) {
      if (adapter instanceof SnapshotReader reader) {
        if (!reader.has(target)) {
          return List.of();
        }
        try (Stream<RemoteRecord> all = reader.read(target, fields)) {
          return all.filter(RemoteRecord::isActive)
              .map(record -> only(fields, text(record.fields())))
              .toList();
        }
      }
    } catch (AdapterFailure failure) {
      throw new DemoFailure(
          "reading back " + consumer.system() + ": " + failure.getMessage(),
          failure.failure().remedy(),
          failure);
    }
    return sis.rows(target).stream().map(row -> only(fields, row)).toList();
  }

  private static RawStore.Kept keepNothing(String name, RawStore.Content content)
      throws IOException {
    throw new IOException("a comparison keeps nothing");
  }

  private static Map<String, String> only(Set<String> fields, Map<String, String> record) {
    Map<String, String> only = new HashMap<>();
    fields.forEach(field -> only.put(field, record.getOrDefault(field, "")));
    return only;
  }

  private static Map<String, String> text(Map<String, Value> record) {
    Map<String, String> text = new HashMap<>();
    record.forEach((name, value) -> text.put(name, value.isNull() ? "" : value.toString()));
    return text;
  }

  private List<Subscription> subscriptions(String system) {
    return configuration.rules().subscriptions().values().stream()
        .flatMap(List::stream)
        .filter(subscription -> subscription.system().equals(system))
        .toList();
  }

  private Map<String, Map<RecordKey, Map<String, Value>>> golden() throws IOException {
    Map<String, Map<RecordKey, Map<String, Value>>> golden = new HashMap<>();
    for (JsonNode record : hub.all("/records", "records", Map.of())) {
      if (record.get("exists").asBoolean()) {
        RecordKey key =
            new RecordKey(record.get("entity").textValue(), record.get("key").textValue());
        golden
            .computeIfAbsent(key.entity(), none -> new LinkedHashMap<>())
            .put(key, values(record.get("fields")));
      }
    }
    return golden;
  }

  private static Map<String, Value> values(JsonNode fields) {
    Map<String, Value> values = new LinkedHashMap<>();
    fields.forEach(
        field ->
            values.put(
                field.get("name").textValue(),
                value(field.get("type").textValue(), field.get("value"))));
    return values;
  }

  private static Value value(String type, JsonNode value) {
    return switch (type) {
      case "null" -> Value.NULL;
      case "flag" -> Value.flag(value.asBoolean());
      case "whole" -> Value.whole(value.asLong());
      case "decimal" -> Value.decimal(new BigDecimal(value.asText()));
      case "day" -> Value.day(LocalDate.parse(value.asText()));
      case "moment" -> Value.moment(Instant.parse(value.asText()));
      case "items" -> {
        List<String> items = new ArrayList<>();
        value.forEach(item -> items.add(item.textValue()));
        yield Value.items(items);
      }
      default -> Value.text(value.asText());
    };
  }
}
