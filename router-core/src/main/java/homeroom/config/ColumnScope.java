package homeroom.config;

import homeroom.api.AdapterFactory;
import homeroom.api.Settings;
import homeroom.authority.FieldType;
import homeroom.config.mapping.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The columns of a collection as names for expressions. */
final class ColumnScope {

  /** At the end of a name it stands for all that begin so. */
  static final String ANY = "*";

  private ColumnScope() {}

  /**
   * A column that an adapter lists as {@code metadata.*} stands for all that begin so.
   *
   * @param settings empty where they are at fault
   */
  static Scope of(
      Optional<AdapterFactory> adapter, Optional<Settings> settings, String collection) {
    Optional<List<String>> columns =
        adapter.flatMap(
            one ->
                settings
                    .map(read -> one.sourceColumns(collection, read))
                    .orElseGet(() -> one.sourceColumns(collection)));
    return columns
        .map(known -> closed(known, collection))
        .orElseGet(() -> new Scope(Map.of(), true, Set.of(), "a column"));
  }

  /** Those of them that a key or a condition can rest on. */
  static Scope ofAll(
      Optional<AdapterFactory> adapter, Optional<Settings> settings, String collection) {
    Optional<List<String>> columns =
        adapter.flatMap(one -> settings.flatMap(read -> one.sourceColumnsOfAll(collection, read)));
    Scope any = of(adapter, settings, collection);
    return columns
        .map(known -> closed(known, collection))
        .filter(known -> !known.names().equals(any.names()))
        .map(
            known ->
                new Scope(
                    known.names(),
                    false,
                    known.prefixes(),
                    "a column of every version of " + collection))
        .orElse(any);
  }

  private static Scope closed(List<String> columns, String collection) {
    Map<String, Optional<FieldType>> names =
        new HashSet<>(columns)
            .stream()
                .filter(column -> !column.endsWith(ANY))
                .collect(Collectors.toMap(column -> column, c -> Optional.of(FieldType.TEXT)));
    Set<String> prefixes =
        columns.stream()
            .filter(column -> column.endsWith(ANY))
            .map(column -> column.substring(0, column.length() - ANY.length()))
            .collect(Collectors.toSet());
    return new Scope(names, false, prefixes, "a column of " + collection);
  }
}
