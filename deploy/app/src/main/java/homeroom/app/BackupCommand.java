package homeroom.app;

import homeroom.app.backup.Backup;
import homeroom.app.backup.BackupFailure;
import homeroom.app.backup.Manifest;
import homeroom.broker.BrokerFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a backup, or checks one. */
@Command(
    name = "backup",
    description = "Puts all that a hub keeps into one file, while the hub runs or is stopped.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "In it: topics, query store (SQLite), raw files, keys. The file is readable by its owner"
          + " only and was checked when the command ends with 0.",
      "Example: homeroom backup --data /var/lib/homeroom --config /etc/homeroom --to /backups",
      "Example: homeroom backup --verify /backups/homeroom-cedar-county-20261120T020000Z.zip"
    })
final class BackupCommand implements Callable<Integer> {

  private static final double MEGABYTE = 1e6;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = "${env:HOMEROOM_DATA:-data}",
      description = "The hub's data folder.")
  private Path data;

  @ArgGroup(multiplicity = "1")
  private Task task;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FOLDER",
      description = "The configuration folder, to be put in as well.")
  private Optional<Path> configuration = Optional.empty();

  @Option(
      names = "--with-secrets",
      description = "Puts the data folder's secrets in as well; else they are left out.")
  private boolean secrets;

  /** One of the two. */
  static final class Task {
    @Option(
        names = "--to",
        required = true,
        paramLabel = "FILE|FOLDER",
        description = "The file to make, or a folder in which it is named by tenant and time.")
    private Path to;

    @Option(
        names = "--verify",
        required = true,
        paramLabel = "FILE",
        description = "Reads this backup and compares everything in it with what was put in.")
    private Path file;
  }

  @Override
  public Integer call() throws BackupFailure, BrokerFailure {
    if (task.file != null) {
      tell("The backup is whole: ", task.file, Backup.verify(task.file));
      return 0;
    }
    Backup.Made made =
        new Backup(data.toAbsolutePath().normalize(), Version.text(), secrets, configuration)
            .to(task.to);
    tell("Made ", made.file(), made.manifest());
    if (!made.manifest().topics()) {
      spec.commandLine()
          .getErr()
          .println(
              "The topics are not in it: this hub's are on a cluster, which keeps them by its own"
                  + " means.");
    }
    return 0;
  }

  private void tell(String what, Path file, Manifest manifest) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(what + file);
    out.printf(
        Locale.ROOT,
        "%s as of %s, %d files, %.1f MB%s%n",
        String.join(", ", manifest.tenants()),
        manifest.cut(),
        manifest.parts().size(),
        manifest.bytes() / MEGABYTE,
        manifest.secrets() ? ", with secrets" : "");
    out.flush();
  }
}
