package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the deliveries stand, as the hub's status says.
 *
 * @param consumers by system
 * @param unread movements that are not in the query store yet
 */
public record Standing(Map<String, Consumer> consumers, long unread) {

  /** One consumer's deliveries; {@code behind} are those that its engine has not taken up. */
  public record Consumer(
      long open, long waiting, long refused, long behind, long inStep, boolean down) {
    public boolean quiet() {
      return resting() && waiting == 0;
    }

    /** Whether nothing is on its way there; what waits for something may still be owed. */
    boolean resting() {
      return open == 0 && behind == 0;
    }

    /** What it does not have and should. */
    long owed() {
      return open + waiting + refused;
    }
  }

  public static Standing read(HubApi hub) throws IOException {
    JsonNode status = hub.get("/status");
    Map<String, Consumer> consumers = new TreeMap<>();
    for (JsonNode system : status.get("systems")) {
      JsonNode consumer = system.path("consumer");
      if (consumer.isObject()) {
        consumers.put(
            system.get("system").textValue(),
            new Consumer(
                consumer.get("open").asLong(),
                consumer.get("waiting").asLong(),
                consumer.get("refused").asLong(),
                consumer.get("lag").asLong(),
                consumer.get("inStep").asLong(),
                consumer.get("engine").asText().equals("down")));
      }
    }
    return new Standing(consumers, status.path("indexer").path("lag").asLong(-1));
  }

  /** How much is on its way to any consumer, or not in the query store yet. */
  public long left() {
    return Math.max(unread, unread < 0 ? 1 : 0)
        + consumers.values().stream()
            .mapToLong(one -> one.open() + one.waiting() + one.behind())
            .sum();
  }

  /** Whether nothing is on its way to any consumer, except to these. */
  public boolean quietExcept(String... excepted) {
    return unread == 0
        && consumers.entrySet().stream()
            .filter(one -> !List.of(excepted).contains(one.getKey()))
            .allMatch(one -> one.getValue().quiet());
  }

  /** Whether nothing is on its way to any consumer, though something may wait. */
  boolean resting() {
    return unread == 0 && consumers.values().stream().allMatch(Consumer::resting);
  }

  long owed() {
    return consumers.values().stream().mapToLong(Consumer::owed).sum();
  }

  long waiting() {
    return consumers.values().stream().mapToLong(Consumer::waiting).sum();
  }

  long done() {
    return consumers.values().stream().mapToLong(Consumer::inStep).sum();
  }

  long all() {
    return done() + consumers.values().stream().mapToLong(one -> one.open() + one.waiting()).sum();
  }
}
