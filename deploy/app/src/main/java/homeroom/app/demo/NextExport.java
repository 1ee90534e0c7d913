package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The registrar renames one person; the next export says so, and nothing else moves. */
final class NextExport implements Scene {

  private static final String USERS = "users.csv";
  private static final Set<String> PEOPLE = Set.of("student", "staff", "person");
  private static final String NAME = "familyName";

  @Override
  public String title() {
    return "One person has another name, and the SIS exports once more";
  }

  @Override
  public void play(Day day) throws IOException, DemoFailure {
    var sis = day.outside().sis();
    if (!sis.holdsAny(USERS)) {
      day.narrator().say("it holds nobody");
      return;
    }
    for (JsonNode record : day.hub().all("/records", "records", Map.of())) {
      String key = record.path("key").asText();
      Optional<Map<String, String>> held = sis.get(USERS, key).filter(row -> row.containsKey(NAME));
      if (held.isPresent() && PEOPLE.contains(record.get("entity").textValue())) {
        play(day, record.get("entity").textValue() + "/" + key, key, held.get().get(NAME));
        return;
      }
    }
    day.check("somebody_can_be_renamed", false);
  }

  private static void play(Day day, String record, String key, String name)
      throws IOException, DemoFailure {
    String other = name + " II";
    day.outside().sis().change(USERS, key, NAME, other);
    Taken taken = day.takeInWhatCanBe();
    day.narrator()
        .say(
            "%s rows read, %s record changed",
            Narrator.number(taken.rows()), Narrator.number(taken.events()));
    day.check("only_the_change_was_told", taken.events() == 1);
    day.check("the_change_is_true", day.golden(record, NAME).equals(other));
  }
}
