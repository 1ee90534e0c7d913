package homeroom.adapters.scim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a read has shown so far: each account once, by its id, as a line of JSON without secrets.
 * The order is that of the ids, whatever the provider's is, so that the same accounts are the same
 * bytes. Not thread-safe.
 */
final class Collected {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TreeMap<String, byte[]> accounts = new TreeMap<>();
  private final TreeSet<String> nameless = new TreeSet<>();
  private Optional<Instant> modified = Optional.empty();

  /** Takes a resource in; one with the same id takes the place of an older one. */
  void add(JsonNode resource) {
    Secrets.remove(resource);
    Optional<Account> account = Account.in(resource);
    if (account.isEmpty()) {
      nameless.add(line(resource));
      return;
    }
    accounts.put(account.get().id(), line(resource).getBytes(StandardCharsets.UTF_8));
    modifiedAt(account.get().json())
        .filter(time -> modified.isEmpty() || time.isAfter(modified.get()))
        .ifPresent(time -> modified = Optional.of(time));
  }

  /** How many accounts there are, with those that have no id. */
  int size() {
    return accounts.size() + nameless.size();
  }

  /** The newest {@code meta.lastModified}. */
  Optional<Instant> modified() {
    return modified;
  }

  /** One line for each account; those without an id come last. */
  InputStream lines() {
    Stream<byte[]> lines =
        Stream.concat(
            accounts.values().stream(),
            nameless.stream().map(line -> line.getBytes(StandardCharsets.UTF_8)));
    List<InputStream> streams = lines.<InputStream>map(ByteArrayInputStream::new).toList();
    return new SequenceInputStream(Collections.enumeration(streams));
  }

  /** When an account was last changed, as far as it says so. */
  static Optional<Instant> modifiedAt(ObjectNode account) {
    String text = account.path("meta").path("lastModified").asText("");
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  private static String line(JsonNode resource) {
    try {
      return JSON.writeValueAsString(resource) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("what was read as JSON can be written", impossible);
    }
  }
}
