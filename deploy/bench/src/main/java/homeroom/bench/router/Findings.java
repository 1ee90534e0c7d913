package homeroom.bench.router;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured so far; tells it as it comes. */
public final class Findings {

  private final PrintWriter progress;
  private final Map<String, Double> figures = new LinkedHashMap<>();
  private final Map<String, Boolean> checks = new LinkedHashMap<>();

  public Findings(PrintWriter progress) {
    this.progress = progress;
  }

  public Map<String, Double> figures() {
    return figures;
  }

  public Map<String, Boolean> checks() {
    return checks;
  }

  public void figure(String name, double number, String unit) {
    double rounded = number >= 100 ? Math.rint(number) : Math.rint(number * 1_000) / 1_000;
    figures.put(name, rounded);
    say("%-30s %,12.3f %s", name, rounded, unit);
  }

  public void check(String name, boolean holds) {
    checks.put(name, holds);
    say("%-30s %s", name, holds ? "yes" : "NO");
  }

  public void say(String format, Object... values) {
    progress.println(format.formatted(values));
    progress.flush();
  }

  public static double median(List<Double> numbers) {
    List<Double> sorted = numbers.stream().sorted().toList();
    int size = sorted.size();
    return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }

  static double perSecond(long many, long began, long ended) {
    return many * 1e9 / (ended - began);
  }
}
