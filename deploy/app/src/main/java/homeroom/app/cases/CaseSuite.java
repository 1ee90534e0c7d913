package homeroom.app.cases;

import homeroom.app.report.Report;
import homeroom.config.Configuration;
import homeroom.config.yaml.Problem;
import homeroom.planning.DecisionEngine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All cases of a district, tried on its configuration. Used by one thread. */
public final class CaseSuite {

  private final Configuration configuration;
  private final CaseFiles files;

  private CaseSuite(Configuration configuration, CaseFiles files) {
    this.configuration = configuration;
    this.files = files;
  }

  /**
   * Reads the cases in {@code tests/} of a configuration folder. Nothing is thrown for a mistake.
   */
  public static CaseSuite read(Path folder, Configuration configuration) {
    return new CaseSuite(configuration, CaseFiles.read(folder, configuration));
  }

  /** Reads cases that lie elsewhere: their text by the names of their files. */
  public static CaseSuite of(Map<String, String> texts, Configuration configuration) {
    return new CaseSuite(configuration, CaseFiles.read(texts, configuration));
  }

  /** What must be mended before the cases can be tried, by place. */
  public List<Problem> problems() {
    return files.problems();
  }

  /**
   * Tries every case and tells of each.
   *
   * @param details whether to tell of every rule by which cases it was looked at
   * @param report where the figures and each case's outcome go
   * @return whether all went as expected
   * @throws IllegalStateException if there are problems
   */
  public boolean run(PrintWriter out, boolean details, Report report) {
    if (!files.problems().isEmpty()) {
      throw new IllegalStateException("the cases have mistakes");
    }
    long start = System.nanoTime();
    DecisionEngine engine = new DecisionEngine(configuration.rules());
    Coverage coverage = new Coverage(configuration.rules());
    int failed = 0;
    for (Case one : files.cases()) {
      List<Failure> failures = run(one, engine, coverage);
      report.check(one.name(), failures.isEmpty());
      failed += failures.isEmpty() ? 0 : 1;
      tell(one, failures, out);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    note(report, failed, coverage, took);
    summary(out, failed, coverage, took);
    (details ? coverage.details() : coverage.missing()).forEach(line -> out.println("  " + line));
    return failed == 0;
  }

  private List<Failure> run(Case one, DecisionEngine engine, Coverage coverage) {
    var rules = configuration.rules().entities().get(one.record().entity());
    try {
      CaseRun.Outcome outcome = new CaseRun(engine, one, sources(one)).play();
      coverage.note(one, outcome);
      return Examination.of(one, outcome, rules);
    } catch (ImpossibleStep impossible) {
      Step step = impossible.step();
      String expected = step.text() + " can happen";
      return List.of(new Failure(step.place(), expected, impossible.getMessage(), List.of()));
    }
  }

  private Set<String> sources(Case one) {
    return Vocabulary.sources(configuration, one.record().entity());
  }

  private static void tell(Case one, List<Failure> failures, PrintWriter out) {
    out.println((failures.isEmpty() ? "ok      " : "FAILED  ") + one.name());
    failures.forEach(failure -> tell(failure, out));
  }

  private static void tell(Failure failure, PrintWriter out) {
    out.println("  " + failure.place());
    out.println("    expected  " + failure.expected());
    out.println("    happened  " + failure.happened());
    String label = "why       ";
    for (String line : failure.why()) {
      out.println("    " + label + line);
      label = " ".repeat(label.length());
    }
  }

  private void note(Report report, int failed, Coverage coverage, Duration took) {
    report.figure("cases", files.cases().size());
    report.figure("failed", failed);
    report.figure("rules", coverage.size());
    report.figure("rules_exercised", coverage.exercised());
    report.figure("milliseconds", took.toNanos() / 1e6);
  }

  private void summary(PrintWriter out, int failed, Coverage coverage, Duration took) {
    int cases = files.cases().size();
    List<String> parts = new ArrayList<>();
    parts.add(cases + (cases == 1 ? " case" : " cases"));
    parts.add(failed + " failed");
    parts.add(took.toMillis() + " ms");
    out.println();
    out.println(String.join(", ", parts));
    out.println(
        "%d of %d rules are exercised%s"
            .formatted(
                coverage.exercised(),
                coverage.size(),
                coverage.exercised() < coverage.size() ? "; by no case:" : ""));
  }
}
