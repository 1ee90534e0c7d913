package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import homeroom.api.AdapterContext;
import homeroom.api.Batch;
import homeroom.api.Cursor;
import homeroom.api.RawStore;
import homeroom.api.RecordKey;
import homeroom.api.Settings;
import homeroom.api.SourceAdapter;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.api.WrittenPath;
import homeroom.config.Configuration;
import homeroom.config.SourceSetup;
import homeroom.planning.SourceMapping;
import homeroom.planning.Subscription;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example district does what its README says. */
class CedarCountyTest {

  private static final Configuration CEDAR = CedarCounty.configuration();

  @Test
  void shouldHaveNoProblems() {
    assertThat(CedarCounty.load().problems()).isEmpty();
  }

  @Test
  void shouldMapAStudentAndNobodyElse() throws Exception {
    var asserted = assertions("sis", "users.csv", person("student"));

    assertThat(asserted)
        .containsOnly(
            Map.entry(
                new RecordKey("student", "u1"),
                Map.ofEntries(
                    Map.entry("givenName", Value.text("Zoë")),
                    Map.entry("middleName", Value.NULL),
                    Map.entry("familyName", Value.text("O'Neil")),
                    Map.entry("studentNumber", Value.text("900")),
                    Map.entry("username", Value.text("zoe")),
                    Map.entry("email", Value.text("zoe@cedar.example")),
                    Map.entry("grade", Value.text("9")),
                    Map.entry("school", Value.text("s1")),
                    Map.entry("enabled", Value.flag(true)))));
    assertThat(assertions("sis", "users.csv", person("guardian"))).isEmpty();
    assertThat(assertions("sis", "users.csv", person("aide")))
        .containsOnlyKeys(new RecordKey("staff", "u1"));
  }

  @Test
  void shouldNameASeatAlikeInTheSisAndTheLms() throws Exception {
    RecordKey seat = new RecordKey("enrollment", "c1:u1:student");
    var fromSis =
        assertions(
            "sis",
            "enrollments.csv",
            texts(
                "sourcedId",
                "e1",
                "classSourcedId",
                "c1",
                "schoolSourcedId",
                "s1",
                "userSourcedId",
                "u1",
                "role",
                "student",
                "primary",
                "",
                "beginDate",
                "2026-08-15",
                "endDate",
                "2027-06-10"));
    Map<String, Value> shown =
        texts("sis_section_id", "c1", "sis_user_id", "u1", "type", "StudentEnrollment");
    shown.put("start_at", Value.day(LocalDate.of(2026, 8, 15)));
    shown.put("end_at", Value.moment(Instant.parse("2027-01-31T12:00:00Z")));
    var fromLms = assertions("lms", "enrollments", shown);

    assertThat(fromSis).containsOnlyKeys(seat);
    assertThat(fromLms).containsOnlyKeys(seat);
    assertThat(fromSis.get(seat))
        .containsEntry("student", Value.text("u1"))
        .containsEntry("staff", Value.NULL)
        .containsEntry("primary", Value.NULL);
    assertThat(fromLms.get(seat))
        .containsEntry("student", Value.text("u1"))
        .containsEntry("beginDate", Value.day(LocalDate.of(2026, 8, 15)))
        .containsEntry("endDate", Value.day(LocalDate.of(2027, 1, 31)))
        .doesNotContainKeys("school", "sourcedId", "primary");
    assertThat(assertions("lms", "enrollments", with(shown, "type", "ObserverEnrollment")))
        .isEmpty();
  }

  @Test
  void shouldReadBackFromTheLmsWhatWasWrittenThere() throws Exception {
    RecordKey student = new RecordKey("student", "u1");
    Map<String, Value> golden = assertions("sis", "users.csv", person("student")).get(student);

    for (Value preferred : List.of(Value.NULL, Value.text("Zo"))) {
      Map<String, Value> canonical = new HashMap<>(golden);
      canonical.put("preferredName", preferred);
      Map<String, Value> payload = payload("lms", student, canonical);
      var asserted = assertions("lms", "users", shown(payload));

      assertThat(asserted).containsOnlyKeys(student);
      assertThat(asserted.get(student)).isNotEmpty();
      assertThat(canonical).containsAllEntriesOf(asserted.get(student));
    }
  }

  @Test
  void shouldReadTheAccountsOfStudentsAndStaffFromTheIdentityProvider() throws Exception {
    Map<String, Value> account =
        texts("externalId", "u1", "userName", "zoe", "emails.work", "Zoe@Cedar.example");
    account.put("userType", Value.text("student"));
    account.put("active", Value.flag(true));
    RecordKey student = new RecordKey("student", "u1");

    assertThat(assertions("idp", "Users", account))
        .containsOnly(
            Map.entry(
                student,
                Map.of("username", Value.text("zoe"), "email", Value.text("zoe@cedar.example"))));
    assertThat(assertions("idp", "Users", with(account, "userType", "staff")))
        .containsOnlyKeys(new RecordKey("staff", "u1"));
    Map<String, Value> other = new LinkedHashMap<>(account);
    other.put("emails.work", Value.NULL);
    assertThat(assertions("idp", "Users", other).get(student)).containsOnlyKeys("username");
    other.put("active", Value.flag(false));
    assertThat(assertions("idp", "Users", other)).isEmpty();
    other.putAll(account);
    other.put("externalId", Value.NULL);
    assertThat(assertions("idp", "Users", other)).isEmpty();
    other.putAll(account);
    other.put("userType", Value.NULL);
    assertThat(assertions("idp", "Users", other)).isEmpty();
  }

  @Test
  void shouldHaveNoActiveAccountForWhoMayNotLogIn() throws Exception {
    RecordKey student = new RecordKey("student", "u1");
    Map<String, Value> golden =
        new HashMap<>(assertions("sis", "users.csv", person("student")).get(student));
    assertThat(subscription("idp", "student").mapping().selects(student, golden)).isTrue();
    golden.put("enabled", Value.flag(false));
    assertThat(subscription("idp", "student").mapping().selects(student, golden)).isFalse();
  }

  @Test
  void shouldTellTheLmsOfPeopleAndSeats() throws Exception {
    Map<String, Value> golden =
        assertions("sis", "users.csv", person("teacher")).get(new RecordKey("staff", "u1"));

    assertThat(payload("lms", new RecordKey("staff", "u1"), golden))
        .containsExactly(
            Map.entry("pseudonym.sis_user_id", Value.text("u1")),
            Map.entry("pseudonym.integration_id", Value.text("staff:u1")),
            Map.entry("pseudonym.unique_id", Value.text("zoe")),
            Map.entry("user.name", Value.text("Zoë O'Neil")),
            Map.entry("user.short_name", Value.text("Zoë O'Neil")),
            Map.entry("user.sortable_name", Value.text("O'Neil, Zoë")),
            Map.entry("communication_channel.address", Value.text("zoe@cedar.example")));
    assertThat(payload("lms", new RecordKey("enrollment", "c1:u1:teacher"), seat("teacher")))
        .containsEntry("enrollment.user", Value.text("u1"))
        .containsEntry("enrollment.type", Value.text("TeacherEnrollment"));
    assertThat(
            subscription("lms", "enrollment")
                .mapping()
                .selects(new RecordKey("enrollment", "c1:u1:administrator"), seat("administrator")))
        .isFalse();
  }

  @Test
  void shouldCreateParentsAndAccountsFirst() {
    assertThat(subscription("lms", "enrollment").references())
        .extracting(Subscription.Reference::entity)
        .containsExactlyInAnyOrder("class", "student", "staff");
    assertThat(subscription("lms", "class").references())
        .containsExactly(new Subscription.Reference("course", "course"));
    assertThat(subscription("lms", "student").after()).containsExactly("idp");
    assertThat(subscription("lms", "course").after()).isEmpty();
    assertThat(subscription("warehouse", "assessment-result").references())
        .containsExactly(new Subscription.Reference("student", "student"));
  }

  @Test
  void shouldGiveTheSisOnlySeatsThatItKnows() throws Exception {
    Subscription toSis = subscription("sis", "enrollment");
    RecordKey seat = new RecordKey("enrollment", "c1:u1:teacher");
    Map<String, Value> known = seat("teacher");
    known.put("sourcedId", Value.text("e1"));

    assertThat(toSis.mapping().selects(seat, seat("teacher"))).isFalse();
    assertThat(toSis.mapping().selects(seat, known)).isTrue();
    assertThat(toSis.mapping().payload(seat, known).keySet())
        .containsExactly(
            "sourcedId",
            "classSourcedId",
            "schoolSourcedId",
            "userSourcedId",
            "role",
            "primary",
            "beginDate",
            "endDate");
  }

  @Test
  void shouldReadTheAssessmentVendorsRows() throws Exception {
    var asserted =
        assertions(
            "assessment",
            "results",
            texts(
                "Student ID",
                "u1",
                "Assessment",
                "Diagnostic",
                "Subject",
                "Reading",
                "Completion Date",
                "1/3/2026",
                "Scale Score",
                "424",
                "Percentile",
                "10",
                "Placement",
                ""));

    assertThat(asserted)
        .containsOnly(
            Map.entry(
                new RecordKey("assessment-result", "u1:Diagnostic:Reading:2026-01-03"),
                Map.of(
                    "student", Value.text("u1"),
                    "assessment", Value.text("Diagnostic"),
                    "subject", Value.text("Reading"),
                    "completedOn", Value.day(LocalDate.of(2026, 1, 3)),
                    "scaleScore", Value.whole(424),
                    "percentile", Value.whole(10),
                    "placement", Value.NULL)));
  }

  @Test
  void shouldReadCardsAndPassesFromTheSameFilesOfTheBusOffice() throws Exception {
    var card =
        assertions(
            "buses", "rows", texts("student", "u1", "guardians", "R. Lee,T. Lee", "zip", ""));
    var read = assertions("buses", "rows", texts("chip", "c-7", "route", "Route 7"));
    var pass =
        assertions("buses", "rows", texts("chip", "c-7", "pass", "P-1", "pass_student", "u1"));

    assertThat(card)
        .containsOnly(
            Map.entry(
                new RecordKey("family-contact", "u1"),
                Map.of(
                    "student", Value.text("u1"),
                    "guardians", Value.items(List.of("R. Lee", "T. Lee")),
                    "zip", Value.NULL)));
    assertThat(read)
        .containsOnly(
            Map.entry(
                new RecordKey("bus-pass", "~buses:c-7"), Map.of("route", Value.text("Route 7"))));
    assertThat(pass)
        .containsOnly(
            Map.entry(new RecordKey("bus-pass", "P-1"), Map.of("student", Value.text("u1"))));
  }

  @Test
  void shouldReadTheFormerIdsThatTheSisNames() throws Exception {
    Map<String, Value> moved = with(person("student"), "metadata.formerSourcedId", "u0");
    Map<String, Value> seat =
        texts("classSourcedId", "c1", "userSourcedId", "u1", "role", "student", "sourcedId", "e1");

    assertThat(formerly("users.csv", moved)).contains("u0");
    assertThat(formerly("users.csv", person("student"))).isEmpty();
    assertThat(formerly("enrollments.csv", with(seat, "metadata.formerUserSourcedId", "u0")))
        .contains("c1:u0:student");
    assertThat(formerly("enrollments.csv", with(seat, "metadata.formerUserSourcedId", "")))
        .isEmpty();
  }

  private static Optional<String> formerly(String collection, Map<String, Value> columns)
      throws Exception {
    SourceItem.Row row = SourceItem.Row.of(collection, collection + ":2", columns);
    for (SourceMapping mapping : source("sis").policy().mappings()) {
      Optional<SourceMapping.Assertion> said =
          mapping.collection().equals(collection) ? mapping.assertion(row) : Optional.empty();
      if (said.isPresent()) {
        return said.get().formerly();
      }
    }
    return Optional.empty();
  }

  /** Every row of a real package becomes a record, or many adapters would be told of nothing. */
  @Test
  void shouldMapEveryRowOfADistrictsPackage(@TempDir Path folder) throws Exception {
    Path zip = CedarCounty.above("../shared/data/oneroster/district-small-1.1.zip");
    assumeTrue(Files.exists(zip), "skipped: there is no district-small-1.1.zip to read");

    Map<String, Integer> records = new HashMap<>();
    Set<RecordKey> keys = new HashSet<>();
    for (SourceItem item : read(zip, folder)) {
      if (item instanceof SourceItem.Row row) {
        for (var assertion : assertions("sis", row.collection(), row.columns()).entrySet()) {
          assertThat(keys.add(assertion.getKey())).isTrue();
          records.merge(assertion.getKey().entity(), 1, Integer::sum);
        }
      }
    }

    assertThat(records)
        .isEqualTo(
            Map.of(
                "org", 4,
                "term", 2,
                "course", 91,
                "class", 119,
                "student", 248,
                "staff", 20,
                "enrollment", 1855));
  }

  private static List<SourceItem> read(Path zip, Path folder) throws Exception {
    SourceSetup sis = source("sis");
    Settings settings =
        new Settings(
            Map.of(
                "from.path",
                new WrittenPath(zip.toString(), zip),
                "from.settle",
                Duration.ZERO,
                "from.at-most",
                2048L,
                "from.version",
                "1.1"));
    var context = new AdapterContext("sis", Instant::now, new OneFile(folder), sis.collections());
    try (SourceAdapter adapter = (SourceAdapter) sis.adapter().source(settings, context);
        var items = items(adapter)) {
      return items.toList();
    }
  }

  private static Stream<SourceItem> items(SourceAdapter adapter) throws Exception {
    Batch batch = adapter.poll(Cursor.START);
    return batch.items();
  }

  private record OneFile(Path folder) implements RawStore {
    @Override
    public Kept keep(String name, Content content) throws IOException {
      Path file = folder.resolve("kept");
      try (OutputStream out = Files.newOutputStream(file)) {
        content.writeTo(out);
      }
      return new Kept("sha256-" + "0".repeat(64), file, Files.size(file));
    }
  }

  private static Map<String, Value> person(String role) {
    return texts(
        "sourcedId",
        "u1",
        "status",
        "active",
        "enabledUser",
        "true",
        "orgSourcedIds",
        "s1,s2",
        "role",
        role,
        "username",
        "zoe",
        "givenName",
        "Zoë",
        "middleName",
        "",
        "familyName",
        "O'Neil",
        "identifier",
        "900",
        "email",
        "Zoe@Cedar.example",
        "grades",
        "09,10");
  }

  private static Map<String, Value> seat(String role) {
    Map<String, Value> seat = texts("class", "c1", "school", "s1", "role", role);
    seat.put(role.equals("student") ? "student" : "staff", Value.text("u1"));
    return seat;
  }

  /** What Canvas shows of a user after a payload. */
  private static Map<String, Value> shown(Map<String, Value> payload) {
    Map<String, Value> row = new LinkedHashMap<>();
    row.put("sis_user_id", payload.get("pseudonym.sis_user_id"));
    row.put("integration_id", payload.get("pseudonym.integration_id"));
    row.put("login_id", payload.get("pseudonym.unique_id"));
    row.put("name", payload.get("user.name"));
    row.put("short_name", payload.get("user.short_name"));
    row.put("sortable_name", payload.get("user.sortable_name"));
    row.put("email", payload.get("communication_channel.address"));
    return row;
  }

  private static Map<String, Value> payload(
      String system, RecordKey record, Map<String, Value> canonical) throws Exception {
    return subscription(system, record.entity()).mapping().payload(record, canonical);
  }

  private static Subscription subscription(String system, String entity) {
    return CEDAR.rules().subscriptions().get(entity).stream()
        .filter(one -> one.system().equals(system))
        .findFirst()
        .orElseThrow();
  }

  private static SourceSetup source(String system) {
    return CEDAR.sources().stream()
        .filter(one -> one.system().equals(system))
        .findFirst()
        .orElseThrow();
  }

  private static Map<RecordKey, Map<String, Value>> assertions(
      String system, String collection, Map<String, Value> columns) throws Exception {
    Map<RecordKey, Map<String, Value>> asserted = new LinkedHashMap<>();
    SourceItem.Row row = SourceItem.Row.of(collection, collection + ":2", columns);
    for (SourceMapping mapping : source(system).policy().mappings()) {
      if (mapping.collection().equals(collection)) {
        Optional<SourceMapping.Assertion> assertion = mapping.assertion(row);
        assertion.ifPresent(one -> asserted.put(one.record(), one.fields()));
      }
    }
    return asserted;
  }

  private static Map<String, Value> with(Map<String, Value> row, String column, String text) {
    Map<String, Value> other = new LinkedHashMap<>(row);
    other.put(column, Value.text(text));
    return other;
  }

  private static Map<String, Value> texts(String... namesAndTexts) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      values.put(namesAndTexts[i], Value.text(namesAndTexts[i + 1]));
    }
    return values;
  }
}
