package homeroom.app;

import homeroom.simulators.sample.SampleDistrict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a district up. */
@Command(
    name = "sample",
    description = "Makes up a district and writes it as a OneRoster 1.1 package.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The same number of students and seed always give the same bytes; nobody in it exists.",
      "Example: homeroom sample district.zip --students 2000 --seed 7"
    })
final class SampleCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A folder, or a file that ends in .zip.")
  private Path target;

  @Option(
      names = "--students",
      defaultValue = "400",
      paramLabel = "N",
      description = "How many students (${DEFAULT-VALUE}).")
  private int students;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "What the made-up names depend on (${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws HubFailure {
    if (students < 1) {
      throw new HubFailure(
          "SAMPLE_STUDENTS",
          "a district has at least one student",
          "name a number with --students");
    }
    try {
      SampleDistrict.write(target, students, seed);
    } catch (IOException unwritable) {
      throw new HubFailure(
          "SAMPLE_UNWRITABLE",
          "writing " + target + " did not work: " + unwritable.getClass().getSimpleName(),
          "name a place that this user can write to",
          unwritable);
    }
    spec.commandLine().getOut().println("Wrote a district of " + students + " students: " + target);
    return 0;
  }
}
