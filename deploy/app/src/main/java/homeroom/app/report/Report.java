package homeroom.app.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run measured and what it proved. Not thread-safe. */
public final class Report {

  private final Map<String, Double> figures = new LinkedHashMap<>();
  private final Map<String, Boolean> checks = new LinkedHashMap<>();

  /** Notes a number that was measured. */
  public void figure(String name, double number) {
    figures.put(name, number);
  }

  /** Notes whether something that must hold did; one that failed once stays failed. */
  public boolean check(String name, boolean holds) {
    checks.merge(name, holds, Boolean::logicalAnd);
    return holds;
  }

  public Map<String, Double> figures() {
    return figures;
  }

  public Map<String, Boolean> checks() {
    return checks;
  }

  public boolean allHold() {
    return !checks.containsValue(false);
  }

  /** Writes {@code {"figures": {name: number}, "checks": {name: true|false}}}. */
  public void write(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = json.createObjectNode();
    ObjectNode numbers = root.putObject("figures");
    figures.forEach(
        (name, number) -> {
          if (number == Math.rint(number)) {
            numbers.put(name, number.longValue());
          } else {
            numbers.put(name, number);
          }
        });
    ObjectNode holds = root.putObject("checks");
    checks.forEach(holds::put);
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    Files.writeString(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }
}
