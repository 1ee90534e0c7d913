package homeroom.adapters.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import homeroom.api.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The columns of the rows that Canvas gives as a source, by Canvas's own names. */
final class Columns {

  static final String USERS = "users";
  static final String ENROLLMENTS = "enrollments";

  private static final List<String> OF_USERS =
      List.of(
          "sis_user_id",
          "integration_id",
          "login_id",
          "name",
          "short_name",
          "sortable_name",
          "email",
          "workflow_state");
  private static final List<String> OF_ENROLLMENTS =
      List.of(
          "sis_user_id",
          "sis_section_id",
          "sis_course_id",
          "type",
          "role",
          "enrollment_state",
          "start_at",
          "end_at");

  /** What an event calls differently from the API. */
  private static final Map<String, String> IN_EVENTS =
      Map.of("sis_user_id", "user_sis_id", "login_id", "user_login");

  private Columns() {}

  static List<String> of(String collection) {
    return switch (collection) {
      case USERS -> OF_USERS;
      case ENROLLMENTS -> OF_ENROLLMENTS;
      default -> List.of();
    };
  }

  /** A row from what the API shows; what it does not show is absent, what is blank is null. */
  static Map<String, Value> shown(String collection, JsonNode held) {
    Map<String, Value> row = new LinkedHashMap<>();
    for (String column : of(collection)) {
      value(column, held.path(column)).ifPresent(value -> row.put(column, value));
    }
    return row;
  }

  /** A row from an event's own body, as far as that goes. */
  static Map<String, Value> told(String collection, JsonNode body) {
    Map<String, Value> row = new LinkedHashMap<>();
    for (String column : of(collection)) {
      JsonNode node = body.path(IN_EVENTS.getOrDefault(column, column));
      value(column, node).ifPresent(value -> row.put(column, value));
    }
    return row;
  }

  private static Optional<Value> value(String column, JsonNode node) {
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (node.isNull() || node.asText().isEmpty()) {
      return Optional.of(Value.NULL);
    }
    return Optional.of(
        column.endsWith("_at") ? Field.time(node.asText()) : Value.text(node.asText()));
  }
}
