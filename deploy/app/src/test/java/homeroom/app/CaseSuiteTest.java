package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeroom.app.cases.CaseSuite;
import homeroom.app.report.Report;
import homeroom.config.Configuration;
import homeroom.config.ConfigurationFiles;
import homeroom.config.ConfigurationLoader;
import homeroom.config.LoadResult;
import homeroom.config.SecretSource;
import homeroom.config.Surroundings;
import homeroom.config.yaml.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaseSuiteTest {

  private static final Configuration CEDAR = CedarCounty.configuration();

  private static final String NAME_EDIT =
      """
      name: One
      record: student/1
      given: { sis says: { givenName: Ada, familyName: Okafor, enabled: true } }
      when: { lms says: { familyName: Smith } }
      """;

  private static final String SEAT =
      """
      name: One
      record: enrollment/c1:1:student
      at: 2026-09-01
      %s
        - sis says:
            { sourcedId: e1, class: c1, school: s1, student: 1, role: student, endDate: 2027-06-10 }
      """;

  private final Report report = new Report();
  private final StringWriter out = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "golden: { familyName: Okafor, enabled: true, middleName: null }",
        "golden: {}",
        "outcome: { familyName: unauthorised, existence: unchanged }",
        "outcome: { familyName: { is: unauthorised, rule: only sis, winner: sis } }",
        "sent: { lms: { user.sortable_name: 'Okafor, Ada' }, idp: nothing }",
        "sent: { lms: {} }",
        "waits: nothing",
        "waits: { lms: nothing }",
        "nothing-else: true, sent: { lms: {} }"
      })
  void shouldHold(String then) {
    assertThat(run(NAME_EDIT + "then: { " + then + " }")).as(out.toString()).isTrue();
    assertThat(out.toString()).startsWith("ok      One\n");
    assertThat(report.checks()).containsExactly(Map.entry("One", true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "golden: { familyName: Smith }                | familyName: Okafor",
        "golden: { familyName: null }                 | familyName: Okafor",
        "golden: { enabled: false }                   | enabled: true",
        "golden: { middleName: Grace }                | middleName: null",
        "golden: gone                                 | the record is there",
        "outcome: { familyName: accepted }            | REFUSED",
        "outcome: { familyName: { is: unauthorised, rule: only lms } }   | REFUSED",
        "outcome: { familyName: { is: unauthorised, winner: lms } }      | REFUSED",
        "outcome: { givenName: unchanged }            | nobody says it in when",
        "sent: { lms: { user.short_name: Ada Smith } }"
            + "| lms is sent user.short_name: Ada Okafor",
        "sent: { lms: { user.short_name: null } }" + "| lms is sent user.short_name: Ada Okafor",
        "sent: { lms: nothing }                       | SENT",
        "sent: { lms: gone }                          | SENT",
        "sent: nothing                                | SENT",
        "nothing-else: true                           | SENT",
        "sent: { idp: {} }" + "| idp is sent nothing: it holds all that it takes of the record",
        "waits: { lms: org/s1 }                       | lms waits for nothing",
      })
  void shouldSayWhatHappenedInstead(String then, String happened) {
    assertThat(run(NAME_EDIT + "then: { " + then + " }")).isFalse();
    assertThat(out.toString()).startsWith("FAILED  One\n  tests/one.yaml:");
    assertThat(happened())
        .containsExactly(
            switch (happened) {
              case "REFUSED" -> "familyName: unauthorised by the rule \"only sis\"";
              case "SENT" ->
                  "lms is sent user.name: Ada Okafor, user.short_name: Ada Okafor,"
                      + " user.sortable_name: Okafor, Ada";
              default -> happened;
            });
    assertThat(report.checks()).containsExactly(Map.entry("One", false));
  }

  @Test
  void shouldTellOfEveryChangeThatNobodyNamed() {
    run(
        """
        name: One
        record: student/1
        given: { sis says: { givenName: Ada, familyName: Okafor } }
        when: { sis says: { givenName: Adaeze, familyName: Okafor } }
        then: { nothing-else: true }
        """);

    assertThat(happened())
        .contains(
            "givenName: Adaeze",
            "assessment is sent first_name: Adaeze",
            "warehouse is sent given_name: Adaeze")
        .anyMatch(line -> line.startsWith("lms is sent "))
        .anyMatch(line -> line.startsWith("idp is sent "))
        .hasSize(5);
  }

  @Test
  void shouldTellWhatARecordWaitsForUntilItIsThere() {
    String seat = SEAT.formatted("when:");

    assertThat(run(seat + "then: { waits: { lms: [student/1, class/c1] }, sent: nothing }"))
        .isTrue();
    assertThat(run(seat + "  - lms has: class/c1\nthen: { waits: { lms: student/1 } }")).isTrue();
    assertThat(
            run(
                seat
                    + """
                      - lms has: [class/c1, student/1]
                    then: { waits: { lms: nothing }, sent: { lms: { enrollment.section: c1 } } }
                    """))
        .isTrue();
    assertThat(run(seat + "then: { sent: { lms: {} } }")).isFalse();
    assertThat(happened()).containsExactly("lms waits for class/c1, student/1");
    assertThat(run(seat + "then: { nothing-else: true, golden: { endDate: 2027-06-10 } }"))
        .isFalse();
    assertThat(happened())
        .contains(
            "existence: true",
            "lms waits for class/c1, student/1",
            "warehouse waits for class/c1, org/s1, student/1");
  }

  @Test
  void shouldWaitForASystemThatIsNotInStep() {
    String behind =
        """
        name: One
        record: student/1
        not-in-step: idp
        given: { sis says: { givenName: Ada, familyName: Okafor } }
        """;

    assertThat(run(behind + "when: { idp answers: confirmed }\nthen: { sent: { lms: {} } }"))
        .isTrue();
    assertThat(run(behind + "when: { sis says: {} }\nthen: { waits: { lms: idp } }")).isTrue();
    assertThat(run(behind + "when: { idp answers: refused }\nthen: { sent: { idp: {} } }"))
        .isFalse();
    assertThat(happened())
        .containsExactly(
            "idp is sent nothing: it refused this, and nothing has changed for it since");
    assertThat(run(behind + "when: { sis says: { givenName: Eve } }\nthen: { sent: { idp: {} } }"))
        .isFalse();
    assertThat(happened())
        .containsExactly("idp is sent nothing: it has not answered what was sent before");
  }

  @Test
  void shouldSettleWhatWasHandedOverOnlyWhenItIsShown() {
    String handed =
        SEAT.formatted("given:")
            + """
            when:
              - lms says: { endDate: 2026-10-02 }
              - sis answers: handed-over
            """;

    assertThat(run(handed + "  - sis says: { endDate: 2026-10-02 }\nthen: { golden: {} }"))
        .isTrue();
    assertThat(run(handed + "then: { sent: { sis: { endDate: 2026-10-02 } } }")).isTrue();
  }

  @Test
  void shouldRefuseStepsThatCannotHappen() {
    String answer = NAME_EDIT.replace("lms says: { familyName: Smith }", "idp answers: confirmed");
    assertThat(run(answer + "then: { sent: nothing }")).isFalse();
    assertThat(happened()).containsExactly("nothing is on its way to idp");

    String arrival = NAME_EDIT.replace("lms says: { familyName: Smith }", "lms has: org/s1");
    assertThat(run(arrival + "then: { sent: nothing }")).isFalse();
    assertThat(happened()).containsExactly("lms does not wait for org/s1");
  }

  @Test
  void shouldTellAbsentFromNullFromEmpty() {
    String before =
        """
        name: One
        record: student/1
        given: { sis says: { givenName: Ada, middleName: Grace } }
        """;

    assertThat(run(before + "when: { sis says: {} }\nthen: { golden: { middleName: Grace } }"))
        .isTrue();
    assertThat(
            run(
                before
                    + "when: { sis says: { middleName: null } }\n"
                    + "then: { golden: { middleName: null } }"))
        .isTrue();
    assertThat(
            run(
                before
                    + "when: { sis says: { middleName: '' } }\n"
                    + "then: { golden: { middleName: null } }"))
        .isFalse();
    assertThat(happened()).containsExactly("middleName: \"\"");
  }

  @Test
  void shouldCountTheRulesThatWereLookedAt() {
    run(NAME_EDIT + "then: { nothing-else: true, sent: { lms: {} } }");
    assertThat(report.figures()).containsEntry("rules_exercised", 1.0).containsEntry("cases", 1.0);
    assertThat(out.toString().lines())
        .anyMatch(line -> line.matches("1 of \\d+ rules are exercised; by no case:"))
        .anyMatch(line -> line.strip().matches("enrollment +all \\d+"))
        .anyMatch(line -> line.contains("preferredName (lms), preferredName (sis)"))
        .noneMatch(line -> line.contains("familyName,") && line.strip().startsWith("student "));

    // In a conflict both sides were weighed; an entry outside its window was not.
    run(
        SEAT.formatted("given:")
            + """
            when:
              - { lms says: { endDate: 2026-10-02 }, at: 2026-10-01 }
              - { sis says: { endDate: 2026-10-09 }, at: 2026-10-01 }
            then: { golden: { endDate: 2026-10-02 } }
            """);
    assertThat(report.figures()).containsEntry("rules_exercised", 2.0);
    run(
        SEAT.formatted("given:")
            + """
            when: { lms says: { endDate: 2026-10-02 }, at: 2027-06-01 }
            then: { golden: { endDate: 2027-06-10 } }
            """);
    assertThat(report.figures()).containsEntry("rules_exercised", 1.0);
    assertThat(out.toString()).contains("endDate (lms from 2026-08-15 until 2027-06-01)");
  }

  @Test
  void shouldPlayRulesThatAreMoreThanARank() {
    Configuration district =
        with(
            """
            preferredName:
                rule: most-recent
                skew: 2m
                authority: [lms, sis]
            """,
            """
            middleName:
                authority:
                  - { system: lms, when: "grade == '12'" }
                  - { system: sis, from: 2026-08-01 }
                refused: { lms: leave, others: revert }
            """);
    String both =
        """
        name: One
        record: student/1
        given: { sis says: { givenName: Ada, preferredName: Ada, grade: %s } }
        at: 2026-09-01
        when:
        """;

    String later =
        """
          - { lms says: { preferredName: Addie }, at: 2026-09-01T10:00:00Z }
          - { sis says: { preferredName: Adaeze }, at: 2026-09-01T%s }
        then:
          outcome: { preferredName: { is: conflict, winner: %s } }
        """;
    assertThat(run(both.formatted("9") + later.formatted("10:01:59Z", "lms"), district)).isTrue();
    assertThat(run(both.formatted("9") + later.formatted("10:02:01Z", "sis"), district)).isTrue();
    assertThat(run(both.formatted("9") + later.formatted("10:02:01Z", "lms"), district)).isFalse();

    String middle = "  - lms says: { middleName: Grace }\nthen: ";
    assertThat(run(both.formatted("12") + middle + "{ golden: { middleName: Grace } }", district))
        .isTrue();
    assertThat(out.toString())
        .contains("middleName (sis from 2026-08-01)")
        .doesNotContain("middleName (lms");
    String left = "{ outcome: { middleName: { is: unauthorised, refused: %s } }, sent: nothing }";
    assertThat(run(both.formatted("9") + middle + left.formatted("leave"), district)).isTrue();
    assertThat(out.toString())
        .contains("middleName (lms when grade == '12')")
        .doesNotContain("(sis from 2026");
    assertThat(run(both.formatted("9") + middle + left.formatted("revert"), district)).isFalse();
    assertThat(happened())
        .containsExactly("middleName: unauthorised by the rule \"only sis\", refused: leave");
  }

  /** The example district with other rules for some fields of a student. */
  @Test
  void shouldLetBoundariesPassBehindEachStep() {
    Configuration fed =
        with(
            files ->
                files.compute(
                    "systems/lms.yaml",
                    (_, text) ->
                        new String(text, StandardCharsets.UTF_8)
                            .replace(
                                "consumer:\n", "consumer:\n  feed: { at-boundaries-of: sis }\n")
                            .getBytes(StandardCharsets.UTF_8)));

    assertThat(fed.rules().subscriptions().get("student")).anyMatch(one -> one.feed().isPresent());
    assertThat(
            run(
                NAME_EDIT
                    + "then: { nothing-else: true, sent: { lms: { user.sortable_name: 'Okafor,"
                    + " Ada' } } }",
                fed))
        .as(out.toString())
        .isTrue();
  }

  private static Configuration with(String... fields) {
    return with(
        files -> {
          String text = new String(files.get("entities/student.yaml"), StandardCharsets.UTF_8);
          for (String field : fields) {
            String name = field.substring(0, field.indexOf(':'));
            String others = text.replaceFirst("(?m)^  " + name + ":.*\\n", "");
            assertThat(others).isNotEqualTo(text);
            text = others + "  " + field;
          }
          files.put("entities/student.yaml", text.getBytes(StandardCharsets.UTF_8));
        });
  }

  /** The example district with other text in some of its files. */
  private static Configuration with(Consumer<Map<String, byte[]>> edit) {
    try {
      Map<String, byte[]> files =
          new HashMap<>(ConfigurationFiles.read(CedarCounty.folder()).files());
      edit.accept(files);
      LoadResult loaded =
          ConfigurationLoader.load(
              ConfigurationFiles.of(files),
              Hub.adapters(),
              new Surroundings(
                  Path.of("/var/hub"),
                  CedarCounty.secrets(),
                  SecretSource.of(Path.of("/var/hub/secrets"), CedarCounty.secrets())));
      return switch (loaded) {
        case LoadResult.Usable(var configuration, var warnings) -> configuration;
        case LoadResult.Faulty(var problems) -> throw new AssertionError(problems.toString());
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldFindEveryMistakeAtOnce() {
    CaseSuite suite =
        suite(
            """
            - name: One
              record: student/1
              not-in-step: buses
              given:
                - lsm says: { givenName: Ada }
                - warehouse says: { givenName: Ada }
                - sis says: { givenNam: Ada, enabled: maybe }
                - sis say: gone
                - sis says: gon
                - sis says: {}
                  lms says: {}
                - at: 2026-01-01
                - lms answers: perhaps
                  at: 2026-01-01
              when:
                - sis says: [a]
              then:
                golden: { familyNam: x }
                outcome: { familyName: unauthorized, foo: accepted }
                sent: { lms: { user.nam: x }, sis: {} }
            - name: One
              record: studnt/1
              when: { lms says: {} }
              then: {}
            - name: Two
              record: student/1
              when: { lms says: {} }
              then: {}
            """);

    assertThat(suite.problems().stream().map(Problem::toString))
        .containsExactly(
            "tests/one.yaml:3:16  [0].not-in-step: buses is not told of student. There are"
                + " assessment, idp, lms, warehouse",
            "tests/one.yaml:5:7  [0].given[0].lsm says: there is no system lsm. Did you mean lms?",
            "tests/one.yaml:6:7  [0].given[1].warehouse says: warehouse tells nothing of student."
                + " There are idp, lms, sis",
            "tests/one.yaml:7:19  [0].given[2].sis says.givenNam: student has no field givenNam."
                + " Did you mean givenName?",
            "tests/one.yaml:7:43  [0].given[2].sis says.enabled: this is not true or false. Write"
                + " true or false, or null",
            "tests/one.yaml:8:7  [0].given[3].sis say: sis say is no step. Did you mean sis says?",
            "tests/one.yaml:9:17  [0].given[4].sis says: gon is none of gone. Did you mean gone?",
            "tests/one.yaml:10:7  [0].given[5]: several things in one step. Write one key such as"
                + " lms says, and at: if the time matters",
            "tests/one.yaml:12:7  [0].given[6]: nothing happens in this step. Write one key such as"
                + " lms says, and at: if the time matters",
            "tests/one.yaml:13:20  [0].given[7].lms answers: perhaps is none of confirmed,"
                + " handed-over, refused. There are confirmed, handed-over, refused",
            "tests/one.yaml:14:11  [0].given[7].at: a time is of no account here. Leave out at:",
            "tests/one.yaml:16:17  [0].when[0].sis says: this is a list, not fields with their"
                + " values, or gone. Write fields with their values, or gone",
            "tests/one.yaml:18:15  [0].then.golden.familyNam: student has no field familyNam. Did"
                + " you mean familyName?",
            "tests/one.yaml:19:28  [0].then.outcome.familyName: unauthorized is none of accepted,"
                + " unchanged, echo, converged, unauthorised, conflict, initial-mismatch. Did you"
                + " mean unauthorised?",
            "tests/one.yaml:19:42  [0].then.outcome.foo: student has no field foo. There are email,"
                + " enabled, familyName, givenName, grade, middleName, preferredName, school,"
                + " studentNumber, username",
            "tests/one.yaml:20:20  [0].then.sent.lms.user.nam: lms is sent no user.nam. Did you"
                + " mean user.name?",
            "tests/one.yaml:20:35  [0].then.sent.sis: sis is not told of student. There are"
                + " assessment, idp, lms, warehouse",
            "tests/one.yaml:21:9  [1].name: another case has this name. It stands at"
                + " tests/one.yaml:1:9 already",
            "tests/one.yaml:22:11  [1].record: there is no entity studnt. Did you mean student?",
            "tests/one.yaml:28:9  [2].then: this case expects nothing. Write golden, outcome, sent,"
                + " waits or nothing-else");
    assertThatThrownBy(() -> suite.run(new PrintWriter(out), false, report))
        .isInstanceOf(IllegalStateException.class);
  }

  private static CaseSuite suite(String text) {
    return CaseSuite.of(Map.of("tests/one.yaml", text), CEDAR);
  }

  private boolean run(String text) {
    return run(text, CEDAR);
  }

  private boolean run(String text, Configuration configuration) {
    CaseSuite suite = CaseSuite.of(Map.of("tests/one.yaml", text), configuration);
    assertThat(suite.problems()).isEmpty();
    out.getBuffer().setLength(0);
    return suite.run(new PrintWriter(out, true), false, report);
  }

  private List<String> happened() {
    return out.toString()
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("happened"))
        .map(line -> line.substring("happened".length()).strip())
        .toList();
  }
}
