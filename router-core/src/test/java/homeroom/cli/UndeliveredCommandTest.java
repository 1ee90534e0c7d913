package homeroom.cli;

import static homeroom.audit.Samples.accepted;
import static homeroom.audit.Samples.minutes;
import static homeroom.audit.Samples.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.RecordKey;
import homeroom.http.RunningServer;
import homeroom.schema.Movement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for others, from the log through the store and the interface to the screen. */
final class UndeliveredCommandTest {

  private static final TimeZone ZONE = TimeZone.getDefault();

  @TempDir static Path data;
  private static RunningServer server;

  @BeforeAll
  static void start() throws IOException {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    server = new RunningServer(data);
    List<Movement> movements = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      movements.add(seat("south-" + i, "class/" + i / 20, "org/south"));
    }
    for (int i = 0; i < 20; i++) {
      movements.add(seat("east-" + i, "org/east"));
    }
    for (int i = 0; i < 400; i++) {
      movements.add(seat("new-" + i, "student/" + i));
    }
    server.sample.add(movements.toArray(Movement[]::new));
  }

  private static Movement seat(String key, String... waitsFor) {
    return accepted("enrollment", key, minutes(10), waiting("lms", waitsFor));
  }

  @AfterAll
  static void stop() {
    server.close();
    TimeZone.setDefault(ZONE);
  }

  private static String answer(String... arguments) {
    CliTest.Ended ended = CliTest.run(data, arguments);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.status()).isZero();
    return ended.out();
  }

  @Test
  void shouldNameWhatMostWaitForAndCountTheOthers() {
    List<String> lines =
        answer("undelivered", "--to=lms", "--since=2026-09-01").lines().skip(2).toList();

    assertThat(lines.get(1))
        .matches(
            " +300  WAITING  waits for org/south +2026-09-01 12:10:00 +0 "
                + "( enrollment/south-\\d+ \\(class/\\d+\\)){5}");
    assertThat(lines.get(2))
        .matches(" +20  WAITING  waits for org/east .* 0 ( enrollment/east-\\d+){5}");
    assertThat(lines)
        .filteredOn(line -> line.matches(" +1  WAITING  waits for (class|student)/.*"))
        .hasSize(18);
    assertThat(lines)
        .filteredOn(line -> line.contains("others)"))
        .singleElement()
        .asString()
        .matches(" +38\\d  WAITING  waits for student \\(38\\d others\\) .*");
  }

  @Test
  void shouldGiveProgramsTheRecordThatIsWaitedFor() throws IOException {
    List<Json> causes = Json.read(answer("undelivered", "--to=lms", "--json")).list("causes");

    Json south = causes.getFirst();
    assertThat(south.text("state")).isEqualTo("WAITING");
    assertThat(south.text("reason")).isEqualTo("org");
    assertThat(south.number("records")).isEqualTo(300);
    assertThat(south.number("parents")).isEqualTo(1);
    Json parent = south.get("parent").orElseThrow();
    assertThat(parent.text("entity")).isEqualTo("org");
    assertThat(parent.text("key")).isEqualTo("south");
    assertThat(parent.text("record"))
        .isEqualTo(server.sample.store().pseudonyms().of(RecordKey.parse("org/south")));
    Json others = causes.getLast();
    assertThat(others.text("reason")).isEqualTo("student");
    assertThat(others.get("parent")).isEmpty();
    assertThat(others.number("parents")).isEqualTo(others.number("records")).isGreaterThan(380);
  }
}
