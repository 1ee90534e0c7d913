package homeroom.config;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.config.yaml.Problem;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of mistake, with the place where it is told. */
class ProblemsTest {

  private static final String HUB = "hub.yaml";
  private static final String PERSON = "entities/person.yaml";
  private static final String SIS = "systems/sis.yaml";
  private static final String LMS = "systems/lms.yaml";

  @Test
  void shouldFindNothingInADistrictWithoutMistakes() {
    assertThat(new District().problems()).isEmpty();
  }

  @Test
  void shouldRefuseAHistoryAtASourceOfTheSameEntity() {
    District district =
        new District().edit(LMS, "key: user.id", "key: user.id\n      history: every");

    assertThat(district.problems())
        .containsExactly(
            "systems/lms.yaml:26:16  consumer.records.person.history: a history is only told, and"
                + " lms is a source of person as well. Remove history:, or keep the history in a"
                + " system that is no source of person");
  }

  @Test
  void shouldWarnOfANeedThatTheScheduleOfASourceCannotMeet() {
    District district =
        new District()
            .edit(SIS, "schedule: { every: 10s }", "schedule: { cron: 0 2 * * 1-5 }")
            .edit(LMS, "limits: { concurrency: 3 }", "needs: { fresher-than: 26h }");

    assertThat(district.problems())
        .containsExactly(
            "systems/lms.yaml:15:26  warning: consumer.needs.fresher-than: sis may decide what this"
                + " is told of person, school, and by its schedule that is up to 3d old. Have sis"
                + " asked more often, or need no more than that");
    assertThat(district.configuration().consumers())
        .singleElement()
        .satisfies(lms -> assertThat(lms.fresherThan()).contains(Duration.ofHours(26)));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          feed: { at-boundaries-of: sys } | systems/lms.yaml:15:29  consumer.feed.at-boundaries-of: there is no system sys. Did you mean sis?
          feed: { at-boundaries-of: lms } | systems/lms.yaml:15:29  consumer.feed.at-boundaries-of: a system cannot wait for its own data. Name another source
          feed: {}                        | systems/lms.yaml:15:9  consumer.feed.at-boundaries-of: missing. Write at-boundaries-of: the source whose data must be complete
          """)
  void shouldPointAtAMistakeInAFeed(String feed, String problem) {
    assertThat(new District().edit(LMS, "limits: { concurrency: 3 }", feed).problems())
        .containsExactly(problem);
  }

  @Test
  void shouldRefuseAFeedAtTheBoundariesOfASourceThatOnlyPosts() {
    District district =
        new District()
            .edit(SIS, "adapter: files", "adapter: posts")
            .edit(LMS, "limits: { concurrency: 3 }", "feed: { at-boundaries-of: sis }");

    assertThat(district.problems())
        .containsExactly(
            "systems/lms.yaml:15:29  consumer.feed.at-boundaries-of: sis only posts single things,"
                + " its data never becomes complete. Name a source that is asked for what it has");
  }

  @Test
  void shouldRefuseAHistoryThatIsFedAtBoundaries() {
    District district =
        new District()
            .edit(LMS, "limits: { concurrency: 3 }", "feed: { at-boundaries-of: sis }")
            .edit(LMS, "to: schools", "to: schools\n      history: every");

    assertThat(district.problems())
        .containsExactly(
            "systems/lms.yaml:20:16  consumer.records.school.history: a history is told every"
                + " version, and this consumer is told at boundaries only. Remove history:, or"
                + " feed:");
  }

  @Test
  void shouldTellAConsumerAtTheBoundariesOfTheSourceThatItNames() {
    District district =
        new District().edit(LMS, "limits: { concurrency: 3 }", "feed: { at-boundaries-of: sis }");

    assertThat(district.problems()).isEmpty();
    assertThat(district.configuration().rules().subscriptions().get("person"))
        .singleElement()
        .satisfies(lms -> assertThat(lms.feed()).contains("sis"));
  }

  @Test
  void shouldNotWarnOfANeedThatCanBeMet() {
    District district =
        new District().edit(LMS, "limits: { concurrency: 3 }", "needs: { fresher-than: 10s }");

    assertThat(district.problems()).isEmpty();
  }

  @Test
  void shouldAllowAHistoryOfWhatASystemIsOnlyTold() {
    assertThat(
            new District().edit(LMS, "to: schools", "to: schools\n      history: every").problems())
        .isEmpty();
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # before | after | problem
          limits: { concurrency: 3 }   | limits: { concurency: 3 }      | systems/lms.yaml:15:13  consumer.limits.concurency: unknown key. Did you mean concurrency?
          limits: { concurrency: 3 }   | limits: { concurrency: 0 }     | systems/lms.yaml:15:26  consumer.limits.concurrency: this is not a whole number from 1 to 1000. Write a whole number from 1 to 1000
          limits: { concurrency: 3 }   | limits: 3                      | systems/lms.yaml:15:11  consumer.limits: this is a number, not a mapping such as { concurrency: 8 }. Write a mapping such as { concurrency: 8 }
          limits: { concurrency: 3 }   | limits: { per-second: 3 }      | systems/lms.yaml:15:13  consumer.limits.per-second: not supported yet. Use concurrency: to bound what runs at once
          limits: { concurrency: 3 }   | limit: { concurrency: 3 }      | systems/lms.yaml:15:3  consumer.limit: unknown key. Did you mean limits?
          limits: { concurrency: 3 }   | limits:                        | systems/lms.yaml:15:10  consumer.limits: nothing is written here. Write a mapping such as { concurrency: 8 }
          limits: { concurrency: 3 }   | after: [sis]                   | systems/lms.yaml:15:11  consumer.after[0]: sis is no consumer, nothing arrives there. Remove it
          limits: { concurrency: 3 }   | after: [lms]                   | systems/lms.yaml:15:11  consumer.after[0]: a system cannot come after itself. Remove it
          limits: { concurrency: 3 }   | after: idb                     | systems/lms.yaml:15:10  consumer.after: there is no system idb. There are lms, sis
          limits: { concurrency: 3 }   | url: https://other.example     | systems/lms.yaml:15:3  consumer.url: duplicate key. It is written in line 13 already
          limits: { concurrency: 3 }   | note: ${env:NOWHERE}           | systems/lms.yaml:15:9  consumer.note: the environment variable NOWHERE is not set. Set it, or write ${env:NOWHERE:-…} with what holds otherwise
          limits: { concurrency: 3 }   | note: ${secret:lms-token}      | systems/lms.yaml:15:9  consumer.note: a secret may not be written here. Only an option that is a secret takes ${secret:…}, and nothing beside it
          limits: { concurrency: 3 }   | note: ${date}                  | systems/lms.yaml:15:9  consumer.note: ${date} stands for nothing. There are ${env:NAME}, ${env:NAME:-otherwise} and ${data}
          limits: { concurrency: 3 }   | note: ${data                   | systems/lms.yaml:15:9  consumer.note: ${ without }. Close the reference
          limits: { concurrency: 3 }   | notes: some                    | systems/lms.yaml:15:3  consumer.notes: unknown key. Did you mean note?
          "token: ${secret:lms-token}" | token: abc                     | systems/lms.yaml:14:10  consumer.token: a secret is not written into the configuration. Write ${secret:name}, and the secret itself into a file of that name
          "marked-by: user, "          | ""                             | systems/lms.yaml:16:9  consumer.echo.marked-by: missing. Write marked-by: user, if it names who wrote
          "to: schools"                | "to: school"                   | systems/lms.yaml:19:11  consumer.records.school.to: there is nothing called school over there. Did you mean schools?
          user.school: school          | user.scool: school             | systems/lms.yaml:28:9  consumer.records.person.fields.user.scool: the adapter knows no field user.scool. Did you mean user.school?
          user.school: school          | user.school: scool             | systems/lms.yaml:28:22  consumer.records.person.fields.user.school: scool is not a field of person. Did you mean school?
          user.school: school          | user.school: { from: scool }   | systems/lms.yaml:28:30  consumer.records.person.fields.user.school.from: scool is not a field of person. Did you mean school?
          user.school: school          | user.school: { from: school, value: 1 } | systems/lms.yaml:28:22  consumer.records.person.fields.user.school: a value comes from one of expr, from and value. Keep exactly one
          user.school: school          | user.id: school                | systems/lms.yaml:25:12  consumer.records.person.key: one of the fields has this name as well. Keep one
          user.school: school          | user.school: { from: school, blank: absent } | systems/lms.yaml:28:38  consumer.records.person.fields.user.school.blank: unknown key. There are expr, from, otherwise, table, type, value
          first + ' ' + last           | first + ' ' + lost             | systems/lms.yaml:27:34  consumer.records.person.fields.user.name: lost is not a field of person. Did you mean last?
          first + ' ' + last           | first.lowerAsci()              | systems/lms.yaml:27:35  consumer.records.person.fields.user.name: there is no function lowerAsci. Did you mean lowerAscii?
          first + ' ' + last           | first + 1                      | systems/lms.yaml:27:26  consumer.records.person.fields.user.name: + does not take (string, int). The expressions are written in CEL
          key: user.id                 | where: first                   | systems/lms.yaml:25:14  consumer.records.person.where: a condition gives true or false, this one does not. Write a comparison such as role == 'student'
          """)
  void shouldPointAtAMistakeInAConsumer(String before, String after, String problem) {
    assertThat(new District().edit(LMS, before, after).problems()).containsExactly(problem);
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          adapter: files                   | adapter: file                | systems/sis.yaml:4:12  source.adapter: there is no adapter file for a source. Did you mean files?
          "adapter: files"                 | "coverage: partial"          | systems/sis.yaml:4:3  source.adapter: missing. Write adapter: how the system is read
          "from: { path: export }"         | batch: 5                     | systems/sis.yaml:4:3  source.from.path: missing. Write from: { path: … } (The folder.)
          "from: { path: export }"         | from: export                 | systems/sis.yaml:5:9  source.from: this is a text, not a mapping. Write from: with path below it; systems/sis.yaml:4:3  source.from.path: missing. Write from: { path: … } (The folder.)
          "from: { path: export }"         | "from: { path: a, pass: b }" | systems/sis.yaml:5:20  source.from.pass: unknown key. There is path
          "from: { path: export }"         | "from: { path: a, batch: 5 }" | systems/sis.yaml:5:20  source.from.batch: unknown key. Write batch: beside from:, not below it
          "schedule: { every: 10s }"       | wait: soon                   | systems/sis.yaml:6:9  source.wait: this is not a duration such as 250ms, 30s, 5m, 26h or 2d. Write a duration such as 250ms, 30s, 5m, 26h or 2d
          "schedule: { every: 10s }"       | strict: maybe                | systems/sis.yaml:6:11  source.strict: this is not true or false. Write true or false
          "schedule: { every: 10s }"       | coverage: full               | systems/sis.yaml:6:13  source.coverage: full is none of complete, partial. There are complete, partial
          "schedule: { every: 10s }"       | "schedule: { cron: '0 1' }"  | systems/sis.yaml:6:21  source.schedule.cron: this is no time of day and no cron expression. Write a time such as 06:00, or five fields such as 30 6 * * 1-5
          "schedule: { every: 10s }"       | "guard: { deletes: 105% }"   | systems/sis.yaml:6:21  source.guard.deletes: this is not a share such as 5%, a number such as 200, any or none. Write a share such as 5%, a number such as 200, any or none
          "of: people.csv"                 | "of: people.csv, entity: x"  | *
          "where: role == 'student'"       | where: roles == 'student'    | systems/sis.yaml:15:14  source.records.person.where: roles is not a column of every version of people.csv. Did you mean role?
          "where: role == 'student'"       | where: role == 1             | systems/sis.yaml:15:19  source.records.person.where: == does not take (string, int). The expressions are written in CEL
          "where: role == 'student'"       | where: role = 'student'      | *
          "last: last"                     | "lost: last"                 | systems/sis.yaml:19:9  source.records.person.fields.lost: person has no field lost. Did you mean last?; entities/person.yaml:6:3  warning: fields.last: sis may decide person.last, and never tells it. Map it in the system's source, or name another system
          "last: last"                     | "last: { from: home room }"  | systems/sis.yaml:19:23  source.records.person.fields.last.from: home room is not a column of people.csv. Did you mean Home Room?
          "last: last"                     | "last: { from: last, table: tables/none.csv }" | systems/sis.yaml:19:36  source.records.person.fields.last.table: there is no table tables/none.csv. There is none
          "last: last"                     | "last: { from: last, otherwise: x }" | systems/sis.yaml:19:40  source.records.person.fields.last.otherwise: otherwise: belongs to a table. Write table: beside it
          "last: last"                     | "last: { from: last, format: M/d }"  | systems/sis.yaml:19:37  source.records.person.fields.last.format: only a date or datetime has a format. Change the mapping, or the field's type in its entity
          "format: M/d/yyyy"               | "format: bogus"              | systems/sis.yaml:21:37  source.records.person.fields.born.format: this is no way to write a date. Write it like M/d/yyyy
          "format: M/d/yyyy"               | "blank: empty"               | systems/sis.yaml:21:36  source.records.person.fields.born.blank: only a string can be empty, this field is of type date. Change the mapping, or the field's type in its entity
          "born: { from: born, format: M/d/yyyy }" | "born: { value: soon }" | systems/sis.yaml:21:15  source.records.person.fields.born: the value is no date. Change the mapping, or the field's type in its entity
          "born: { from: born, format: M/d/yyyy }" | "born: born == '1'"  | systems/sis.yaml:21:15  source.records.person.fields.born: the expression gives no date. Change the mapping, or the field's type in its entity
          """)
  void shouldPointAtAMistakeInASource(String before, String after, String problems) {
    var found = new District().edit(SIS, before, after).problems();

    if (problems.equals("*")) {
      assertThat(found).isNotEmpty().allMatch(problem -> problem.startsWith("systems/sis.yaml:1"));
    } else {
      assertThat(found).containsExactlyInAnyOrder(problems.split("; (?=systems|entities)"));
    }
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          "key: id"                   | "key: first"                 | entities/person.yaml:2:6  key: there is a field of the same name. Rename one of them
          "last: string"              | "last: text"                 | entities/person.yaml:6:9  fields.last: text is none of boolean, date, datetime, decimal, integer, list, reference, string. There are boolean, date, datetime, decimal, integer, list, reference, string
          "last: string"              | "last: { compare: set }"     | entities/person.yaml:6:20  fields.last.compare: fields of this type are not compared so. trim, ignore-case, phone, number are for strings, date for strings and datetimes, set for lists
          "last: string"              | "last: { rule: manual }" | entities/person.yaml:6:17  fields.last.rule: people decide, and nothing says how long they have. Write within: 48h beside it
          "last: string"              | "last: { rule: most-recent }" | entities/person.yaml:6:17  fields.last.rule: the systems' clocks are not all right, and nothing says how wrong they may be. Write skew: 2m beside it; what is closer together is decided by rank
          "last: string"              | "last: { rule: first-seen }" | entities/person.yaml:6:17  fields.last.rule: the rule first-seen is not supported yet. Use rank: the system named first decides
          "last: string"              | "last: { within: 48h }" | entities/person.yaml:6:19  fields.last.within: within: is only for rule: manual. Take it away
          "last: string"              | "last: { rule: manual, within: 48h, group: name }" | entities/person.yaml:6:17  fields.last.rule: the fields of a group are decided as one, people decide one at a time. Take the field out of its group, or choose another rule
          "last: string\n  nick: { type: string, authority: [lms, sis], optional: true }" | "last: { group: name }\n  nick: { authority: [lms, sis], group: name }" | entities/person.yaml:7:9  fields.nick: it is decided otherwise than last, with which it is one group. Give the fields of a group the same authority:, rule: and refused:
          "last: string"              | "last: { skew: 2m }" | entities/person.yaml:6:17  fields.last.skew: only rule: most-recent has a skew. Take it away
          "last: string"              | "last: { refused: { lsm: leave } }" | entities/person.yaml:6:22  fields.last.refused.lsm: there is no system lsm. Did you mean lms?
          "last: string"              | "last: { authority: [{ system: sis, when: frst == 'x' }] }" | entities/person.yaml:6:44  fields.last.authority[0].when: frst is not a field of person, nor event. and one. Did you mean first?
          "last: string"              | "last: { privacy: secret }"  | entities/person.yaml:6:20  fields.last.privacy: secret is none of direct, sensitive, indirect, none. There are direct, indirect, none, sensitive
          "last: string"              | "last: { type: string, to: school }" | entities/person.yaml:6:29  fields.last.to: only a reference has to:. Write type: reference
          "last: string"              | "last: { type: reference }"  | entities/person.yaml:6:17  fields.last: a reference to nothing. Write to: and the entity's name
          "last: string"              | "last: { authority: siss }"  | entities/person.yaml:6:22  fields.last.authority: there is no system siss. Did you mean sis?
          "last: string"              | "last: { authority: [{ system: sis, from: 2026-08-15, until: 2026-08-15 }] }" | entities/person.yaml:6:33  fields.last.authority[0].system: the window ends before it begins. until: is the first moment after it
          "last: string"              | "last: { authority: { system: sis, from: August } }" | entities/person.yaml:6:43  fields.last.authority.from: this is not a date such as 2026-08-15 or a time such as 2026-08-15T06:00:00Z. Write a date such as 2026-08-15 or a time such as 2026-08-15T06:00:00Z
          "last: string"              | "last: { authority: lms }"   | entities/person.yaml:6:22  warning: fields.last.authority: lms may decide person.last, and never tells it. Map it in the system's source, or name another system
          "last: string"              | "last: string\n  _x: string"  | *
          "school: { to: school }"    | "school: { to: scool }"      | entities/person.yaml:9:17  fields.school.to: there is no entity scool. Did you mean school?
          "entity: person"            | "entity: Person"             | *
          """)
  void shouldPointAtAMistakeInAnEntity(String before, String after, String problem) {
    var found = new District().edit(PERSON, before, after.replace("\\n", "\n")).problems();

    if (problem.equals("*")) {
      assertThat(found).isNotEmpty();
    } else {
      assertThat(found)
          .containsExactly(
              problem.replace("fields.last: a reference", "fields.last.type: a reference"));
    }
  }

  @Test
  void shouldReserveNamesThatBeginWithAnUnderscore() {
    var district = new District().edit(PERSON, "last: string", "last: string\n  _exists: boolean");

    assertThat(district.problems())
        .contains(
            "entities/person.yaml:7:3  fields._exists: a name that begins with _ is reserved."
                + " Choose one that begins with a letter");
  }

  @Test
  void shouldRefuseFieldsThatExpressionsCannotName() {
    var district =
        new District()
            .edit(PERSON, "last: string", "last: string\n  in: string\n  home-room: string");

    assertThat(district.problems())
        .contains(
            "entities/person.yaml:7:3  fields.in: in means something in expressions."
                + " Choose another name",
            "entities/person.yaml:8:3  fields.home-room: this is no name of a field."
                + " Use letters, digits and _, so that expressions can name it");
  }

  @Test
  void shouldAskWhoDecides() {
    var district = new District().edit(PERSON, "authority: sis\n", "title: Person\n");

    assertThat(district.problems())
        .contains(
            "entities/person.yaml:1:9  entity: nobody may decide whether a record exists. Write"
                + " authority: for the whole entity, or existence: { authority: … }",
            "entities/person.yaml:6:9  fields.last: nobody may decide this field. Write authority:"
                + " here or for the whole entity");
  }

  @Test
  void shouldWarnOfASystemThatDecidesAndNeverSpeaks() {
    var district =
        new District()
            .edit(PERSON, "authority: sis\n", "authority: sis\nexistence: { authority: lms }\n")
            .edit(
                LMS,
                "    person:\n      of: users",
                "    other:\n      entity: school\n      of: users")
            .edit(LMS, "nick: nick", "name: nick")
            .edit(PERSON, "authority: [lms, sis], optional: true", "authority: sis");

    assertThat(district.problems())
        .containsExactly(
            "entities/person.yaml:4:25  warning: existence.authority: lms may decide, and is no"
                + " source of person. Map it in the system's source, or name another system");
  }

  @Test
  void shouldTellOfEntitiesThatWaitForEachOther() {
    var district =
        new District()
            .edit("entities/school.yaml", "name: string", "name: string\n  head: { to: person }")
            .edit(SIS, "name: name", "name: name\n        head: head");

    assertThat(district.problems())
        .containsExactly(
            "entities/school.yaml:6:3  fields.head: each of these must be there before the other:"
                + " person → school → person. Write optional: true at one of the references");
    assertThat(
            district
                .edit("entities/school.yaml", "{ to: person }", "{ to: person, optional: true }")
                .problems())
        .isEmpty();
  }

  @Test
  void shouldTellOfARecordThatMustBeThereBeforeItself() {
    var district =
        new District()
            .edit("entities/school.yaml", "name: string", "name: string\n  parent: { to: school }")
            .edit(SIS, "name: name", "name: name\n        parent: parent");

    assertThat(district.problems())
        .singleElement()
        .asString()
        .startsWith("entities/school.yaml:6:3  fields.parent: each of these must be there before");
  }

  @Test
  void shouldTellOfSystemsThatWaitForEachOther() {
    var district =
        new District()
            .edit(LMS, "limits:", "after: [idp]\n  limits:")
            .file(
                "systems/idp.yaml",
                """
                system: idp
                consumer:
                  adapter: web
                  url: https://idp.example
                  after: [lms]
                  records:
                    school: { to: schools, fields: { name: name } }
                """);

    assertThat(district.problems())
        .containsExactly(
            "systems/lms.yaml:15:11  consumer.after[0]: each of these waits for the other: idp →"
                + " lms → idp. Remove one of the entries of after:");
  }

  @Test
  void shouldTellOfASecondDefinition() {
    var district =
        new District().file("entities/people.yaml", "entity: school\nkey: id\nfields: {}\n");

    assertThat(district.problems())
        .contains(
            "entities/school.yaml:1:9  entity: the entity school is defined in entities/people.yaml"
                + " already. Keep one of the two files");
  }

  @Test
  void shouldTellWhereTheYamlEnds() {
    var district = new District().edit(SIS, "from: { path: export }", "from: { path: export");

    assertThat(district.problems())
        .singleElement()
        .asString()
        .startsWith("systems/sis.yaml:6:")
        .contains("this is no YAML")
        .endsWith("Look at the indentation, the colons and the quotes up to here");
  }

  @Test
  void shouldAskForQuotesAroundAReferenceBetweenBraces() {
    var district = new District().edit(SIS, "from: { path: export }", "from: { path: ${data}/x }");

    assertThat(district.problems())
        .first()
        .asString()
        .startsWith("systems/sis.yaml:5:")
        .endsWith("Inside { } and [ ] put ${…} between quotes");
  }

  @Test
  void shouldRefuseAliases() {
    var district =
        new District()
            .edit(
                PERSON,
                "first: { type: string, privacy: direct }\n  last: string",
                "first: &text { type: string }\n  last: *text");

    assertThat(district.problems())
        .contains(
            "entities/person.yaml:5:10  fields.last: an alias is not supported. Write it out where"
                + " it is used");
  }

  @Test
  void shouldNotBlameOthersForAFileThatCannotBeRead() {
    assertThat(new District().file(PERSON, "entity: person\nkey: [\n").problems())
        .singleElement()
        .asString()
        .startsWith("entities/person.yaml:3:1  this is no YAML");
    assertThat(new District().file(SIS, "").problems())
        .containsExactly("systems/sis.yaml:1:1  the file is empty. Write its keys or delete it");
  }

  @Test
  void shouldTellOfTextThatIsNotUtf8() {
    var files = new District().files();
    var bytes = new java.util.HashMap<>(files.files());
    bytes.put(HUB, new byte[] {'t', ':', ' ', (byte) 0xe9});

    assertThat(new District().load(ConfigurationFiles.of(bytes)).problems())
        .map(Problem::toString)
        .containsExactly("hub.yaml:1:1  this is not UTF-8. Save it as UTF-8");
  }

  @Test
  void shouldTellWhatIsMissingFromAFolder() {
    var district = new District();
    district.files().files().keySet().forEach(district::without);

    assertThat(district.problems())
        .containsExactly(
            "entities/:1:1  there is none. Write at least one YAML file here",
            "hub.yaml:1:1  there is no such file. Write one with tenant:",
            "systems/:1:1  there is none. Write at least one YAML file here");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          "title: Oak"                     | hub.yaml:1:1  tenant: missing. Write tenant: the district's name in topics
          "tenant: Oak Hill"               | hub.yaml:1:9  tenant: this is not a name of small letters, digits and hyphens that begins with a letter. Write a name of small letters, digits and hyphens that begins with a letter
          "tenant: oak\nkafka: imbedded"   | hub.yaml:2:8  kafka: imbedded is none of embedded. Did you mean embedded?
          "tenant: oak\nhttp: { port: 70000 }" | hub.yaml:2:15  http.port: this is not a whole number from 0 to 65535. Write a whole number from 0 to 65535
          "tenant: oak\nkafka: { embedded: true, bootstrap-servers: 'a:1' }" | hub.yaml:2:8  kafka: bootstrap-servers says that the broker is elsewhere, embedded or port that it is not. Keep one of them
          "tenant: oak\nkafka: { embedded: false }" | hub.yaml:2:8  kafka: no broker is named. Write bootstrap-servers: host:port, or embedded: true
          "tenant: oak\nkafka: { bootstrap-server: 'a:1' }" | hub.yaml:2:10  kafka.bootstrap-server: unknown key. Did you mean bootstrap-servers?
          """)
  void shouldPointAtAMistakeInTheHub(String text, String problem) {
    assertThat(new District().file(HUB, text.replace("\\n", "\n")).problems())
        .containsExactly(problem);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          "a,b\nx,y"             | tables/t.csv:1:1  a table has two columns. Begin it with from,to
          "from,to\nx,y\nx,z"    | tables/t.csv:3:1  what this row replaces is listed above already. Keep one of them
          "from,to\nx"           | tables/t.csv:2:1  a row has 1 cells. Write two: from,to
          ""                     | tables/t.csv:1:1  the table is empty. Begin it with from,to
          """)
  void shouldPointAtAMistakeInATable(String text, String problem) {
    var district =
        new District()
            .file("tables/t.csv", text.replace("\\n", "\n"))
            .edit(SIS, "last: last", "last: { from: last, table: tables/t.csv }");

    assertThat(district.problems()).containsExactly(problem);
  }

  @Test
  void shouldWarnOfATableThatNobodyUses() {
    assertThat(new District().file("tables/t.csv", "from,to\n").problems())
        .containsExactly("tables/t.csv:1:1  warning: no mapping uses this table. Delete it");
  }

  @Test
  void shouldOnlyWarnOfASecretThatIsNotThere() {
    var district = new District().withoutSecrets();

    assertThat(district.problems())
        .containsExactly(
            "systems/lms.yaml:14:10  warning: consumer.token: the secret lms-token is not there."
                + " Put it somewhere");
    assertThat(district.load()).isInstanceOf(LoadResult.Usable.class);
  }

  @Test
  void shouldTellOfEverythingAtOnce() {
    var district =
        new District()
            .edit(PERSON, "last: string", "last: strin")
            .edit(LMS, "user.school: school", "user.school: scool")
            .edit(SIS, "first: first", "first: fist")
            .file(HUB, "tenant: oak\nporch: 1\n");

    assertThat(district.load().problems())
        .extracting(problem -> problem.place().toString())
        .containsExactly(
            "entities/person.yaml:6:9",
            "hub.yaml:2:1",
            "systems/lms.yaml:28:22",
            "systems/sis.yaml:18:16");
  }
}
