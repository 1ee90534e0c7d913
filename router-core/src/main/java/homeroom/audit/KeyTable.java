package homeroom.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homeroom.schema.GoldenRecord;
import homeroom.schema.KeyStep;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of records' other keys. */
final class KeyTable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private KeyTable() {}

  /**
   * @param golden by {@code entity/key}
   */
  static void write(Connection connection, Subjects subjects, Map<String, LogEntry.Became> golden)
      throws SQLException {
    String sql =
        "insert into record_keys (subject, moved_to, steps, log_partition, log_offset)"
            + " values (?, ?, ?, ?, ?)"
            + " on conflict (subject) do update set moved_to = excluded.moved_to,"
            + " steps = excluded.steps, log_partition = excluded.log_partition,"
            + " log_offset = excluded.log_offset";
    try (Rows rows = new Rows(connection, sql)) {
      for (Map.Entry<String, LogEntry.Became> entry : golden.entrySet()) {
        GoldenRecord record = entry.getValue().golden();
        if (!record.getKeys().isEmpty()) {
          rows.number(subjects.id(entry.getKey()))
              .text(record.getMovedTo())
              .text(json(record.getKeys()));
          LogPlace.write(rows, entry.getValue().place()).add();
        }
      }
      rows.finish();
    }
  }

  private static String json(List<KeyStep> steps) {
    ArrayNode all = MAPPER.createArrayNode();
    for (KeyStep step : steps) {
      ObjectNode one =
          all.addObject()
              .put("kind", step.getKind().name())
              .put("from", step.getFrom())
              .put("to", step.getTo())
              .put("at", step.getAt())
              .put("by", step.getBy());
      if (step.getWhy() != null) {
        one.put("why", step.getWhy());
      }
    }
    return all.toString();
  }

  static KeyEntry read(@Nullable String movedTo, String steps) {
    List<KeyEntry.Step> all = new ArrayList<>();
    try {
      for (JsonNode step : MAPPER.readTree(steps)) {
        all.add(
            new KeyEntry.Step(
                step.get("kind").asText(),
                step.get("from").asText(),
                step.get("to").asText(),
                Micros.toInstant(step.get("at").asLong()),
                step.get("by").asText(),
                Optional.ofNullable(step.get("why")).map(JsonNode::asText)));
      }
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("the steps of a key are no JSON", damaged);
    }
    return new KeyEntry(Optional.ofNullable(movedTo), all);
  }
}
