package homeroom.support.contract;

import homeroom.api.contract.Column;
import homeroom.api.contract.FileContract;
import homeroom.api.contract.FileContract.Form;
import homeroom.api.contract.HeaderRule;
import homeroom.api.contract.RowRange;
import java.util.List;
import java.util.Optional;

/** Versions of a format, of which only the header counts. */
final class Versions {

  private Versions() {}

  static FileContract strict(String name, String... columns) {
    return version(name, new Form.Delimited(Optional.empty(), true, false), List.of(columns));
  }

  static FileContract free(String name, String... columns) {
    return version(name, new Form.Delimited(Optional.empty(), false, false), List.of(columns));
  }

  static FileContract open(String name, String... columns) {
    return version(name, new Form.Delimited(Optional.empty(), false, true), List.of(columns));
  }

  static FileContract version(String name, Form form, List<String> columns) {
    return new FileContract(
        name,
        "contracts/" + name + ".yaml",
        form,
        Optional.empty(),
        columns.stream().map(Column::text).toList(),
        List.of(),
        RowRange.ANY);
  }

  static HeaderRule rule(FileContract contract) {
    return HeaderRule.of(contract, (Form.Delimited) contract.form());
  }

  static Match match(List<String> header, List<FileContract> versions) {
    return match(header, true, versions);
  }

  static Match match(List<String> header, boolean sure, List<FileContract> versions) {
    return Match.of(
        versions.stream()
            .map(one -> new Match.Candidate(one, rule(one), new Header(header, sure)))
            .toList());
  }
}
