package homeroom.app;

import homeroom.app.backup.BackupFailure;
import homeroom.app.backup.Manifest;
import homeroom.app.backup.Restore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a backup into an empty data folder. */
@Command(
    name = "restore",
    description = "Puts a backup into an empty data folder, on which a hub can then be started.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Checks the backup first. The hub that made it must not run any more.",
      "Example: homeroom restore /backups/homeroom-cedar-county-20261120T020000Z.zip"
          + " --data /var/lib/homeroom"
    })
final class RestoreCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The backup.")
  private Path file;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FOLDER",
      description = "An empty folder, or one that is not there yet.")
  private Path data;

  @Override
  public Integer call() throws BackupFailure, HubFailure {
    Restore.empty(data, DataFolder.LOCK);
    try (DataFolder held = DataFolder.open(data)) {
      tell(held.root(), Restore.into(held.root(), file));
    }
    return 0;
  }

  private void tell(Path root, Manifest manifest) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s as of %s is in %s.%n", String.join(", ", manifest.tenants()), manifest.cut(), root);
    if (!manifest.topics()) {
      out.println("The topics are not in it: the hub goes on with those of its cluster.");
    }
    if (!manifest.secrets()) {
      out.println("The secrets are not in it: put them in place before the hub starts.");
    }
    out.println("If the query store is in PostgreSQL, empty its tables before the hub starts.");
    if (manifest.topics()) {
      out.println(
          "When it starts, the hub reads its sources again first, then tells the consumers all;"
              + " put the sources' newest files in place.");
    }
    out.println("What happened after that time is unknown to the hub; see docs/backup.md.");
    out.flush();
  }
}
