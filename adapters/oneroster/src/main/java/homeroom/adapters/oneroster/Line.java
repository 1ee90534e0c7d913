package homeroom.adapters.oneroster;

import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import java.util.Map;
import java.util.Optional;

/** What a delivery becomes in a package. */
sealed interface Line {

  /**
   * A row to write.
   *
   * @param id the row's {@code sourcedId}
   * @param cells by column; a column that is not there is blank. Without {@code dateLastModified},
   *     which is the package's
   */
  record Ready(Table table, String id, Map<String, String> cells) implements Line {
    public Ready {
      cells = Map.copyOf(cells);
    }
  }

  /** A delivery that OneRoster has no row for. */
  record Refused(Failure failure) implements Line {}

  /** The row of a delivery in a package of a version. */
  static Line of(Delivery delivery, Version version) {
    Optional<Table> table = version.written(delivery.target());
    return table.isPresent()
        ? new LineWriter(version, table.get(), delivery).line()
        : refused(
            Kind.CONFIGURATION,
            "ONEROSTER_UNKNOWN_TARGET",
            "Writing a package: the target is no file of OneRoster " + version.number(),
            "Name one of " + String.join(", ", version.targets()) + ".");
  }

  /** The row of an id that is not used any more. */
  static Ready ended(Table table, String id) {
    return new Ready(table, id, Map.of(Table.ID, id, Table.STATUS, "tobedeleted"));
  }

  static Refused refused(Kind kind, String code, String problem, String remedy) {
    return new Refused(Failure.of(kind, code, problem + ".", remedy));
  }
}
