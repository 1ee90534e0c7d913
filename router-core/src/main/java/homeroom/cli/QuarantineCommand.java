package homeroom.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "quarantine",
    description = {
      "Lists what came in and could not be taken, and what could not be delivered, by cause;",
      "the biggest first."
    },
    footer = {
      "",
      "Examples:",
      "  homeroom quarantine --system sis",
      "  homeroom quarantine list --all",
      "  homeroom quarantine show lms:out:student:HTTP_422",
      "  homeroom quarantine retry lms:out:student:HTTP_422",
      "  homeroom quarantine drop q-Zm9vYmFyYmF6cXV4MTIzNA --reason \"left the district\"",
      "",
      "An entry ends by itself when its cause is mended: the next export has the row right, or",
      "the system takes the record's newer value."
    },
    subcommands = {
      QuarantineCommand.ListThem.class,
      QuarantineShowCommand.class,
      QuarantineRetryCommand.class,
      QuarantineDropCommand.class
    })
final class QuarantineCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;
  @Mixin private QuarantineList list;

  @Override
  public Integer call() {
    return hub.run(list::ask);
  }

  @Command(
      name = "list",
      description = "Lists causes, as homeroom quarantine alone does.",
      footer = {
        "",
        "Examples:",
        "  homeroom quarantine list --direction out",
        "  homeroom quarantine list --cause sis:in:MAPPING_DATE:birthDate"
      })
  static final class ListThem implements Callable<Integer> {

    @Mixin private HubOptions hub;
    @Mixin private QuarantineList list;

    @Override
    public Integer call() {
      return hub.run(list::ask);
    }
  }
}
