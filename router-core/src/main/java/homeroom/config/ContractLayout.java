package homeroom.config;

import homeroom.config.yaml.Located;
import homeroom.config.yaml.Named;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Problems;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whether what a contract says of its columns' places goes with its layout. */
record ContractLayout(
    boolean fixed, List<Place> onlyWithHeader, List<Named.Item<ColumnConfig>> columns) {

  static ContractLayout of(ContractConfig contract) {
    return new ContractLayout(
        contract.layout() == ContractConfig.Layout.FIXED_WIDTH,
        Stream.of(contract.delimiter(), contract.order(), contract.otherColumns())
            .flatMap(written -> written.stream().map(Located::place))
            .toList(),
        contract.columns().items());
  }

  boolean check(Problems problems) {
    return fixed ? checkFixed(problems) : checkDelimited(problems);
  }

  private boolean checkDelimited(Problems problems) {
    List<Named.Item<ColumnConfig>> placed = columns.stream().filter(this::hasSpan).toList();
    placed.forEach(
        item ->
            problems.error(
                item.place(),
                "from and length belong to layout: fixed-width",
                "Write layout: fixed-width, or leave them out"));
    return placed.isEmpty();
  }

  private boolean checkFixed(Problems problems) {
    onlyWithHeader.forEach(
        place ->
            problems.error(place, "a fixed-width file has no such thing", "Leave this key out"));
    List<Named.Item<ColumnConfig>> placeless =
        columns.stream().filter(item -> item.value().isPresent() && !hasSpan(item)).toList();
    placeless.forEach(
        item ->
            problems.error(
                item.place(),
                "this column has no place in the line",
                "Write from: (counted from 1) and length:"));
    return onlyWithHeader.isEmpty() && placeless.isEmpty() && !overlap(problems);
  }

  private boolean overlap(Problems problems) {
    boolean overlap = false;
    int end = 0;
    for (Named.Item<ColumnConfig> item :
        columns.stream()
            .filter(this::hasSpan)
            .sorted(Comparator.comparingInt(this::from))
            .toList()) {
      if (from(item) <= end) {
        problems.error(
            item.place(), "this column begins within the one before it", "Correct from or length");
        overlap = true;
      }
      end = item.value().orElseThrow().span().orElseThrow().end();
    }
    return overlap;
  }

  private boolean hasSpan(Named.Item<ColumnConfig> item) {
    return item.value().flatMap(ColumnConfig::span).isPresent();
  }

  private int from(Named.Item<ColumnConfig> item) {
    return item.value().orElseThrow().span().orElseThrow().from();
  }
}
