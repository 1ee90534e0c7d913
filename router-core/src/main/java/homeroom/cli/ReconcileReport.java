package homeroom.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A comparison that is done.
 *
 * @param findings all that is not equal, in order
 */
record ReconcileReport(Json header, List<Json> findings) {

  private static final int SHOWN = 100;

  ReconcileReport {
    findings = List.copyOf(findings);
  }

  ReconcileWording wording() {
    return new ReconcileWording(header);
  }

  private static final Set<String> RARE = Set.of("unmapped", "inactive");

  /** The verdicts of which there is anything, so that a table has no empty columns. */
  List<String> verdicts() {
    return ReconcileWording.VERDICTS.stream()
        .filter(
            name ->
                !RARE.contains(name)
                    || header.list("counts").stream().anyMatch(it -> it.number(name) > 0))
        .toList();
  }

  String json() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    if (header.value() instanceof Map<?, ?> members) {
      members.forEach((name, value) -> all.put((String) name, value));
    }
    all.put("findings", findings.stream().map(Json::value).toList());
    return new Json(all).write();
  }

  void print(Screen screen) {
    screen.heading(wording().title());
    screen.line(wording().about());
    screen.blank();
    screen.print(counts());
    if (!findings.isEmpty()) {
      screen.blank();
      screen.print(shown());
    }
    if (findings.size() > SHOWN) {
      screen.line(
          (findings.size() - SHOWN) + " more are in the list that --format csv or html gives.");
    }
    screen.blank();
    wording().remarks().forEach(screen::line);
    if (header.number("repairable") > 0) {
      screen.line(
          header.number("repairable")
              + " can be put right: homeroom reconcile "
              + header.text("system")
              + " --repair");
    }
    if (header.number("wakeable") > 0) {
      screen.line(
          header.number("wakeable")
              + " are asleep there: wake them over there, or with --repair --wake");
    }
  }

  private Table counts() {
    List<String> heading =
        Stream.concat(Stream.of("entity"), verdicts().stream().map(wording()::verdict)).toList();
    Table table = new Table(heading.toArray(String[]::new));
    for (Json count : header.list("counts")) {
      table.row(
          Stream.concat(Stream.of(count.text("entity")), verdicts().stream().map(count::number))
              .toArray());
    }
    return table;
  }

  private Table shown() {
    Table table = new Table("record", "", "fields", "known");
    findings.stream()
        .limit(SHOWN)
        .forEach(
            it ->
                table.row(
                    ReconcileWording.name(it),
                    wording().verdict(it),
                    ReconcileWording.fields(it),
                    ReconcileWording.note(it)));
    return table;
  }
}
