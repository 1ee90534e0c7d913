package homeroom.adapters.oneroster;

import homeroom.api.AdapterFailure;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds a file that holds what belongs into another one: as rows of its own they would be rejected
 * one by one, or, worse, be taken.
 */
final class WrongContent {

  private WrongContent() {}

  /**
   * @throws AdapterFailure if the header is that of another file
   */
  static void refuse(Table table, List<String> header, Version version) throws AdapterFailure {
    Optional<Table> other = other(table, header, version);
    if (other.isPresent()) {
      throw Faults.content(
          "WRONG_CONTENT",
          "Reading " + table.file() + ": the file's header is that of " + other.get().file() + ".",
          "Put the right content into the file, or leave it out and declare it absent.");
    }
  }

  private static Optional<Table> other(Table table, List<String> header, Version version) {
    List<String> plain = header.stream().filter(name -> !Table.isExtension(name)).toList();
    boolean incomplete = !Header.missing(table, plain).isEmpty();
    long own = Header.known(table, plain);
    return version.readable().stream()
        .filter(other -> !other.file().equals(table.file()))
        .filter(other -> Header.missing(other, plain).isEmpty())
        .filter(other -> Header.known(other, plain) > own)
        .filter(other -> incomplete || Header.known(other, plain) == plain.size())
        .max(Comparator.comparingLong(other -> Header.known(other, plain)));
  }
}
