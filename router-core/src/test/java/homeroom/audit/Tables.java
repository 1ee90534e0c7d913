package homeroom.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Everything in a store, for comparing two of them. */
final class Tables {

  private static final List<String> NAMES =
      List.of(
          "subjects",
          "movements",
          "boundaries",
          "holdings",
          "holding_counts",
          "refusals",
          "quarantine_ends",
          "first_contacts",
          "golden",
          "conflicts",
          "batches",
          "batch_collections",
          "batch_entities",
          "batch_causes",
          "quarantine",
          "alerts");

  private Tables() {}

  /** The rows of each table, sorted; without numbers, which depend on what was read first. */
  static Map<String, List<String>> of(QueryStore store) {
    Map<String, List<String>> tables = new TreeMap<>();
    Map<Long, String> records =
        store
            .writer()
            .withHandle(
                handle ->
                    handle
                        .createQuery("select id, record from subjects")
                        .map((row, _) -> Map.entry(row.getLong(1), row.getString(2)))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    for (String name : NAMES) {
      List<String> rows =
          store
              .writer()
              .withHandle(
                  handle ->
                      handle
                          .createQuery("select * from " + name)
                          .mapToMap()
                          .map(
                              row -> {
                                row.remove("seq");
                                row.remove("id");
                                row.computeIfPresent(
                                    "subject",
                                    (_, number) -> records.get(((Number) number).longValue()));
                                return new TreeMap<>(row).toString();
                              })
                          .list());
      // A count that went up and down again leaves a row of nothing.
      tables.put(name, rows.stream().filter(row -> !row.contains("records=0,")).sorted().toList());
    }
    return tables;
  }

  static void delete(Path database) {
    try {
      for (String suffix : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(Path.of(database + suffix));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
