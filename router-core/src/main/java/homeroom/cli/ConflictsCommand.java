package homeroom.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "conflicts",
    description = "Lists fields that two systems changed at once, and who won; the newest first.",
    footer = {
      "",
      "Examples:",
      "  homeroom conflicts --system lms --since 7d",
      "  homeroom conflicts --waiting",
      "  homeroom conflicts show Zm9vYmFyYmF6cXV4MTIzNA"
    },
    subcommands = {
      ConflictsCommand.ListThem.class,
      ShowConflictCommand.class,
      ResolveConflictCommand.class
    })
final class ConflictsCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;
  @Mixin private ConflictList list;

  @Override
  public Integer call() {
    return hub.run(list::ask);
  }

  @Command(
      name = "list",
      description = "Lists them, as homeroom conflicts alone does.",
      footer = {"", "Example:", "  homeroom conflicts list --system lms --since 7d"})
  static final class ListThem implements Callable<Integer> {

    @Mixin private HubOptions hub;
    @Mixin private ConflictList list;

    @Override
    public Integer call() {
      return hub.run(list::ask);
    }
  }
}
