package homeroom.audit.explain;

import com.fasterxml.jackson.databind.JsonNode;
import homeroom.api.Value;
import homeroom.audit.ConflictEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One side of a conflict.
 *
 * @param won whether its system won
 */
record ConflictSide(
    ConflictEntry conflict,
    String system,
    String event,
    Value value,
    Instant occurredAt,
    boolean won) {

  static ConflictSide held(ConflictEntry conflict) {
    return of(conflict, "held");
  }

  static ConflictSide arrived(ConflictEntry conflict) {
    return of(conflict, "arrived");
  }

  private static ConflictSide of(ConflictEntry conflict, String name) {
    JsonNode side = StoredValue.tree(conflict.sides()).path(name);
    String system = side.path("system").asText();
    return new ConflictSide(
        conflict,
        system,
        side.path("event").asText(),
        StoredValue.value(side.path("type").asText(), side.path("value")),
        Instant.EPOCH.plus(side.path("occurredAt").asLong(), ChronoUnit.MICROS),
        conflict.winner().equals(system));
  }

  /** Values stay out of logs. */
  @Override
  public String toString() {
    return "ConflictSide[system=" + system + ", won=" + won + "]";
  }
}
