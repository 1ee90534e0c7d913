package homeroom.adapters.oneroster;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A version of OneRoster's CSV binding that is read and written. */
enum Version {
  V1_1("1.1", Tables.ALL, Tables.ALL),
  /** 1.2.1 as well, whose packages say 1.2; packages are written as that has them. */
  V1_2("1.2", Tables12.ALL, Tables12.WRITTEN);

  private final String number;
  private final List<Table> tables;
  private final List<Table> written;

  Version(String number, List<Table> tables, List<Table> written) {
    this.number = number;
    this.tables = List.copyOf(tables);
    this.written = List.copyOf(written);
  }

  /** As a manifest and a configuration write it. */
  String number() {
    return number;
  }

  /** The version with this number; what comes after its second part makes no difference. */
  static Optional<Version> numbered(String text) {
    return Arrays.stream(values())
        .filter(version -> text.matches(Pattern.quote(version.number) + "(\\.\\d+)?"))
        .findFirst();
  }

  static List<String> numbers() {
    return Arrays.stream(values()).map(Version::number).toList();
  }

  /** Whether a package of this version must say something about the file. */
  boolean has(Table table) {
    return tables.contains(table);
  }

  /**
   * What a package may hold, parents first: the version's own files, and those that only another
   * one has, which systems add.
   */
  List<Table> readable() {
    return Tables12.ALL.stream().map(table -> own(table.file()).orElse(table)).toList();
  }

  private Optional<Table> own(String file) {
    return tables.stream().filter(table -> table.file().equals(file)).findFirst();
  }

  /**
   * Whether a file of ours may be a header alone. 1.2 forbids it; with 1.1 systems have always got
   * such files from us.
   */
  boolean hasEmptyFiles() {
    return this == V1_1;
  }

  /** The files of a package of ours of this version, parents first. */
  List<Table> written() {
    return written;
  }

  /** The file of that name in a package of ours; empty if this version has none. */
  Optional<Table> written(String file) {
    return written.stream().filter(table -> table.file().equals(file)).findFirst();
  }

  /** The names of the files of a package of ours, parents first. */
  List<String> targets() {
    return written.stream().map(Table::file).toList();
  }

  /** The columns of a file of ours that a mapping fills; empty if this version has no such file. */
  List<String> fieldsOf(String target) {
    return written(target).map(Table::writable).orElse(List.of());
  }

  /** The columns of a file in a package of this version, without what is never read. */
  Set<String> columnsOf(String file) {
    Set<String> names = new LinkedHashSet<>();
    readable().stream()
        .filter(table -> table.file().equals(file))
        .forEach(table -> names.addAll(table.readable()));
    return names;
  }

  /** The files of any version. */
  static List<String> files() {
    return Tables12.ALL.stream().map(Table::file).toList();
  }

  /**
   * The columns that a file has in any version, without what is never read; empty if it is no file
   * of any.
   */
  static Set<String> columns(String file) {
    Set<String> names = new LinkedHashSet<>();
    Stream.of(values()).forEach(version -> names.addAll(version.columnsOf(file)));
    return names;
  }

  /**
   * The file that one in a package is meant to be: the case of letters is forgiven, and the name
   * that the specification's own table 2.1 misspells.
   */
  static Optional<String> fileMeantBy(String name) {
    String meant = Tables.spelt(name.toLowerCase(Locale.ROOT));
    return files().stream().filter(file -> file.equalsIgnoreCase(meant)).findFirst();
  }
}
