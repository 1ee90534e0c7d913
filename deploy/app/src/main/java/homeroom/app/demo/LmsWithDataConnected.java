package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A second LMS, which has accounts already, is connected; its owner reads how it differs. */
final class LmsWithDataConnected implements Scene {

  private static final int FROM = 40;
  private static final int EQUAL = 17;
  private static final int OTHER_ADDRESS = 4;
  private static final int OWN_NAME = 3;
  private static final int GUESTS = 2;

  private static final String SYSTEM =
      """
      system: academy
      title: LMS of the online academy
      source:
        adapter: csv
        from: { path: "%s", settle: 0s }
        collection: accounts
        records:
          student:
            of: accounts
            key: { from: id }
            fields:
              givenName: given
              familyName: family
              email: { from: email, blank: absent }
              preferredName: { from: shown, blank: absent }
      """;

  @Override
  public String title() {
    return "The online academy's LMS, which has accounts already, is connected";
  }

  @Override
  public void play(Day day) throws IOException, DemoFailure {
    Instant start = Instant.now();
    day.process().restartWith(withAcademy(day));
    day.narrator()
        .say(
            "its system file is added, and the hub runs with it after %s",
            Narrator.seconds(Duration.between(start, Instant.now())));
    day.takeIn("academy");
    day.until("the report is there", () -> records(day, "REFUSED", "") == GUESTS);
    report(day);
    check(day);
  }

  /** The configuration with one system more, whose accounts may say what students are called. */
  private static Path withAcademy(Day day) throws IOException, DemoFailure {
    Path folder = day.outside().academy().resolve("configuration");
    copy(ExampleDistrict.CEDAR_COUNTY.configuration(), folder);
    Path accounts = day.outside().academy().resolve("accounts.csv");
    writeAccounts(day, accounts);
    Files.writeString(folder.resolve("systems/academy.yaml"), SYSTEM.formatted(accounts));
    Path student = folder.resolve("entities/student.yaml");
    String before = Files.readString(student);
    String after =
        before.replace("authority: [lms, sis], compare", "authority: [lms, academy, sis], compare");
    if (after.equals(before)) {
      throw new DemoFailure(
          "the example district no longer says who decides preferredName as the demo expects",
          "look at " + student);
    }
    Files.writeString(student, after);
    return folder;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path copy = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy);
        }
      }
    }
  }

  /** Most are as in the hub; some differ in one thing, and two are of nobody else. */
  private static void writeAccounts(Day day, Path file) throws IOException {
    List<Map<String, String>> students =
        Cast.students(day.outside().sis(), FROM, EQUAL + OTHER_ADDRESS + OWN_NAME);
    try (CsvWriter csv = CsvWriter.builder().build(file)) {
      csv.writeRecord("id", "given", "family", "email", "shown");
      int number = 0;
      for (Map<String, String> student : students) {
        String id = student.get("sourcedId");
        String record = "student/" + id;
        boolean otherAddress = number >= EQUAL && number < EQUAL + OTHER_ADDRESS;
        boolean ownName = number >= EQUAL + OTHER_ADDRESS;
        csv.writeRecord(
            id,
            student.get("givenName"),
            student.get("familyName"),
            otherAddress ? "account" + number + "@academy.example" : email(day, record),
            ownName ? "Robin " + student.get("familyName") : "");
        number++;
      }
      for (int guest = 1; guest <= GUESTS; guest++) {
        csv.writeRecord("guest-" + guest, "Guest", "Number " + guest, "", "");
      }
    }
  }

  private static String email(Day day, String record) throws IOException {
    String email = day.golden(record, "email");
    return email.equals("null") ? "" : email;
  }

  private static void report(Day day) {
    day.narrator().say("homeroom onboarding academy");
    Terminal.type(day, "onboarding", "academy", "--examples=1")
        .forEach(line -> day.narrator().say("  %s", line));
  }

  private static void check(Day day) throws IOException {
    long both = records(day, "EQUAL", "") + records(day, "DIFFERENT", "");
    day.check(
        "onboarding_counts_every_account",
        both == EQUAL + OTHER_ADDRESS + OWN_NAME && records(day, "REFUSED", "") == GUESTS);
    day.check(
        "onboarding_counts_by_field",
        records(day, "EQUAL", "familyName") == both
            && records(day, "KEPT", "email") + records(day, "REFUSED", "email") == OTHER_ADDRESS
            && records(day, "ADDED", "preferredName") + records(day, "WON", "preferredName")
                == OWN_NAME);
    day.check(
        "what_only_the_academy_knew_is_known_to_all",
        day.outside()
            .teacher()
            .shortName(
                Cast.students(day.outside().sis(), FROM + EQUAL + OTHER_ADDRESS, 1)
                    .getFirst()
                    .get("sourcedId"))
            .startsWith("Robin "));
  }

  /**
   * @param field none for records as a whole
   */
  private static long records(Day day, String kind, String field) throws IOException {
    long records = 0;
    for (JsonNode count : day.hub().get("/onboarding", Map.of("system", "academy")).get("counts")) {
      if (count.get("kind").textValue().equals(kind)
          && count.path("field").asText().equals(field)) {
        records += count.get("records").asLong();
      }
    }
    return records;
  }
}
