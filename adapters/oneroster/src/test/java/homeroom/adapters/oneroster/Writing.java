package homeroom.adapters.oneroster;

import homeroom.api.Delivery;
import homeroom.api.Operation;
import homeroom.api.Value;
import homeroom.support.outbox.Contents;
import homeroom.support.outbox.FileForm;
import homeroom.support.outbox.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Packages of ours with one row in each file that a version has, made in memory. */
enum Writing {
  /** A package of changes with each call. */
  AT_ONCE {
    @Override
    byte[] bytes(Version version, List<Delivery> deliveries) throws IOException {
      List<Line.Ready> lines = new ArrayList<>();
      for (Delivery delivery : deliveries) {
        lines.add((Line.Ready) Line.of(delivery, version));
      }
      return new DeltaPackage(version, lines, Samples.NOW).bytes();
    }
  },
  FULL {
    @Override
    byte[] bytes(Version version, List<Delivery> deliveries) throws IOException {
      return onSchedule(version, deliveries, false);
    }
  },
  CHANGES {
    @Override
    byte[] bytes(Version version, List<Delivery> deliveries) throws IOException {
      return onSchedule(version, deliveries, true);
    }
  };

  /** The package that holds these deliveries, of which each must be fit to be written. */
  abstract byte[] bytes(Version version, List<Delivery> deliveries) throws IOException;

  Manifest.Mode mode() {
    return this == FULL ? Manifest.Mode.BULK : Manifest.Mode.DELTA;
  }

  private static byte[] onSchedule(Version version, List<Delivery> deliveries, boolean delta)
      throws IOException {
    RosterForm form = new RosterForm(version);
    Map<String, Row> rows = new LinkedHashMap<>();
    Map<String, List<String>> columns = new LinkedHashMap<>();
    for (Delivery delivery : deliveries) {
      Map<String, String> cells = ((FileForm.Cells.Ready) form.cells(delivery)).cells();
      rows.put(delivery.target(), new Row(delivery.target(), "thing", false, cells));
      columns.put(delivery.target(), List.copyOf(cells.keySet()));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    form.write(
        new Contents(delta, Samples.NOW, columns, (target, to) -> to.take(rows.get(target))),
        bytes);
    return bytes.toByteArray();
  }

  /** A record for each file, children first, with the columns that are wanted. */
  static List<Delivery> oneOfEach(Version version, Predicate<Column> wanted) {
    return version.written().reversed().stream()
        .map(
            table ->
                Samples.delivery(
                    "d-" + table.file(),
                    "k-" + table.file(),
                    Operation.UPSERT,
                    table.file(),
                    row(table, wanted)))
        .toList();
  }

  private static Map<String, Value> row(Table table, Predicate<Column> wanted) {
    Map<String, Value> row = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      if (table.writable().contains(column.name()) && wanted.test(column)) {
        row.put(column.name(), Value.text(cell(column)));
      }
    }
    return row;
  }

  private static String cell(Column column) {
    return switch (column.kind()) {
      case TEXT -> "Zoë, \"" + column.name() + "\"";
      case DAY -> "2026-08-15";
      case MOMENT -> "2026-08-15T10:15:30.250Z";
      case YEAR -> "2027";
      case WORD -> column.words().getLast();
    };
  }
}
