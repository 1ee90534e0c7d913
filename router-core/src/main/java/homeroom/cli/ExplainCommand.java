package homeroom.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    description = {
      "Says why a field of a record holds what it holds: who said what, what was decided about it,"
          + " who was told, and what each system holds now. Without a field: all fields, shorter.",
      "Shows values, also those that are no longer true."
    },
    footer = {
      "",
      "Examples:",
      "  homeroom explain student/123 email",
      "  homeroom explain student/123",
      "  homeroom explain student/123 existence"
    })
final class ExplainCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;

  @Parameters(index = "0", paramLabel = "ENTITY/KEY", description = "Which record.")
  private String record = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FIELD",
      description = "Which field; existence for whether there is such a record.")
  private String field = "";

  @Override
  public Integer call() {
    return hub.run(
        (client, screen) -> {
          String answer =
              client.get(
                  "/records/" + client.pseudonym(record) + "/explanation", Map.of("field", field));
          if (!screen.json(answer)) {
            Json story = HubClient.parse(answer);
            if (field.isEmpty()) {
              new AllFields(story, screen).print();
            } else {
              story.list("fields").forEach(it -> new OneField(story, it, screen).print());
            }
            LogReach.print(story, screen);
          }
        });
  }
}
