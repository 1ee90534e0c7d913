package homeroom.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/** The {@code where} of a query and what is bound in it. */
final class Conditions {

  private final List<String> parts = new ArrayList<>();
  private final Map<String, Object> bound = new LinkedHashMap<>();

  /**
   * Adds a condition if there is a value for it.
   *
   * @param condition with {@code :name} in it
   */
  Conditions when(Optional<?> value, String name, String condition) {
    value.ifPresent(v -> and(condition, name, v));
    return this;
  }

  Conditions and(String condition, String name, Object value) {
    bound.put(name, value);
    return and(condition);
  }

  Conditions and(String condition) {
    parts.add(condition);
    return this;
  }

  Conditions bind(String name, Object value) {
    bound.put(name, value);
    return this;
  }

  String where() {
    return parts.isEmpty() ? "" : " where " + String.join(" and ", parts);
  }

  Query bindTo(Query query) {
    bound.forEach(query::bind);
    return query;
  }

  /**
   * The rows of a query.
   *
   * @param sql ends with {@code limit :limit}
   */
  <T> List<T> list(Handle handle, String sql, int limit, RowMapper<T> reader) {
    return bindTo(handle.createQuery(sql)).bind("limit", limit).map(reader).list();
  }
}
