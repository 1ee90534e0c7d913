package homeroom.adapters.jdbc;

import homeroom.api.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows with a column of every type. */
final class Students {

  static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  private Students() {}

  static Map<String, Value> payload(int number) {
    Map<String, Value> payload = new LinkedHashMap<>();
    payload.put("student_id", Value.text("key-" + number));
    payload.put("given_name", Value.text("Given" + number));
    payload.put("family_name", Value.text("O'Family\" " + number));
    payload.put("nickname", Value.text("Nick" + number));
    payload.put("grade_level", Value.whole(number % 12));
    payload.put("in_school", Value.flag(number % 2 == 0));
    payload.put("credits", Value.decimal(new BigDecimal("12.5")));
    payload.put("born", Value.day(LocalDate.of(2012, 2, 29)));
    payload.put("seen", Value.moment(NOW));
    payload.put("languages", Value.items(List.of("en", "a,b \"c\"")));
    return payload;
  }
}
