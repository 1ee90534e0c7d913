package homeroom.adapters.jdbc;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A table as it is.
 *
 * @param name with its schema, if it was given one
 * @param columns all of them, by the database's own idea of which names are the same
 * @param unique the columns that are a key by themselves
 * @param primaryKey the column that is the primary key by itself
 */
record Table(
    String name,
    SortedMap<String, ColumnType> columns,
    Set<String> unique,
    Optional<String> primaryKey) {

  Table {
    columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
    unique = Collections.unmodifiableSet(sorted(unique, columns.comparator()));
  }

  private static SortedSet<String> sorted(Set<String> names, Comparator<? super String> order) {
    SortedSet<String> sorted = new TreeSet<>(order);
    sorted.addAll(names);
    return sorted;
  }

  static Table of(
      String name,
      Comparator<String> order,
      Map<String, ColumnType> columns,
      Set<String> unique,
      Optional<String> primaryKey) {
    SortedMap<String, ColumnType> sorted = new TreeMap<>(order);
    sorted.putAll(columns);
    return new Table(name, sorted, unique, primaryKey);
  }

  boolean has(String column) {
    return columns.containsKey(column);
  }

  /** A column that is there, as the table writes it. */
  String own(String column) {
    return columns.tailMap(column).firstKey();
  }

  /** The type of a column that is there. */
  ColumnType type(String column) {
    ColumnType type = columns.get(column);
    if (type == null) {
      throw new IllegalArgumentException("no such column");
    }
    return type;
  }

  String quoted() {
    return Names.quoted(name);
  }
}
