package homeroom.app.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a command is told to write its report. */
public final class ReportFile {

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write figures and checks as JSON.")
  private Optional<Path> file = Optional.empty();

  /** Writes it, if anybody asked for it. */
  public void write(Report report) throws IOException {
    if (file.isPresent()) {
      report.write(file.get());
    }
  }
}
