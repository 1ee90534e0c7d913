package homeroom.config;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.planning.Guard;
import homeroom.planning.Guard.Hold;
import homeroom.planning.Guard.Kind;
import homeroom.planning.Guard.Limit;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GuardConfigTest {

  private static District district(String guard) {
    return new District().edit("systems/sis.yaml", "schedule: { every: 10s }", "guard: " + guard);
  }

  private static Guard guard(String text) {
    return district(text).configuration().sources().getLast().policy().guard();
  }

  @Test
  void shouldReadSharesAndNumbersAndWords() {
    Guard guard = guard("{ creates: 200, updates: any, deletes: none, rejects: 2.5%, hold: all }");

    assertThat(guard.usual().limits())
        .isEqualTo(
            Map.of(
                Kind.CREATES,
                Limit.count(200),
                Kind.UPDATES,
                Limit.ANY,
                Kind.DELETES,
                Limit.NONE,
                Kind.REJECTS,
                Limit.share(0.025)));
    assertThat(guard.usual().hold()).isEqualTo(Hold.ALL);
  }

  @Test
  void shouldLeaveWhatIsNotWrittenAsItIs() {
    assertThat(guard("{ entities: { person: { deletes: 30% } } }").usual())
        .satisfies(
            usual -> {
              assertThat(usual.limits()).isEqualTo(Guard.DEFAULT.usual().limits());
              assertThat(usual.allowance()).isEqualTo(10);
              assertThat(usual.entities())
                  .isEqualTo(Map.of("person", Map.of(Kind.DELETES, Limit.share(0.3))));
            });
  }

  @Test
  void shouldLetASeasonCountForAllEntities() {
    Guard guard =
        guard(
            "{ entities: { person: { deletes: 30%, creates: 5 } }, zone: America/Chicago, seasons:"
                + " { name: summer, from: 07-15, until: 08-20, deletes: none, allowance: 3 } }");

    assertThat(guard.zone()).isEqualTo(ZoneId.of("America/Chicago"));
    assertThat(guard.seasons())
        .singleElement()
        .satisfies(
            season -> {
              assertThat(season.from()).isEqualTo(MonthDay.of(7, 15));
              assertThat(season.until()).isEqualTo(MonthDay.of(8, 20));
              assertThat(season.bounds().limits())
                  .containsEntry(Kind.DELETES, Limit.NONE)
                  .containsEntry(Kind.UPDATES, Limit.share(0.75));
              assertThat(season.bounds().entities().get("person"))
                  .isEqualTo(Map.of(Kind.DELETES, Limit.NONE, Kind.CREATES, Limit.count(5)));
              assertThat(season.bounds().allowance()).isEqualTo(3);
            });
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{ deletes: lots } | this is not a share such as 5%, a number such as 200, any or none",
        "{ deletes: -5% } | this is not a share such as 5%, a number such as 200, any or none",
        "{ delets: 5% } | Did you mean deletes?",
        "{ hold: some } | some is none of deletes, all",
        "{ entities: { persn: { deletes: 5% } } } | the source has no records of this entity. Did"
            + " you mean person?",
        "{ entities: { person: { rejects: 2% } } } | rejects: not supported yet",
        "{ zone: Mars } | this is not a time zone such as America/Chicago",
        "{ seasons: { name: x, from: 02-30, until: 03-01 } } | this is not a day of the year such"
            + " as 07-15",
        "{ seasons: { name: x, from: 2027-07-15, until: 08-01 } } | this is not a day of the year"
            + " such as 07-15",
        "{ seasons: { name: x, from: 07-15 } } | until: missing",
      })
  void shouldPointAtAMistake(String guard, String problem) {
    assertThat(district(guard).problems()).singleElement().asString().contains(problem);
  }
}
