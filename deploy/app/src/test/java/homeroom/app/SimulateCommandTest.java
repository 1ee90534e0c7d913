package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulateCommandTest {

  private final StringWriter out = new StringWriter();
  @TempDir private Path folder;

  @Test
  void shouldReportWhatWasDoneAndThatItHolds() throws IOException {
    Path file = folder.resolve("report.json");

    int ended = run("--seed", "1", "--steps", "1000", "--report", file.toString());

    JsonNode report = new ObjectMapper().readTree(file.toFile());
    assertThat(ended).as(out.toString()).isZero();
    assertThat(report.at("/figures/steps").asLong()).isEqualTo(1_000);
    assertThat(report.get("checks")).isNotEmpty().allMatch(JsonNode::asBoolean);
  }

  @Test
  void shouldRefuseToDoNothing() {
    assertThat(run("--steps", "0")).isEqualTo(2);
  }

  private int run(String... arguments) {
    return new CommandLine(new SimulateCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(out))
        .execute(arguments);
  }
}
