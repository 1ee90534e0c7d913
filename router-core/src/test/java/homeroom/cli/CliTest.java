package homeroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Failure;
import homeroom.audit.SampleStore;
import homeroom.http.FakeHub;
import homeroom.http.RunningServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

final class CliTest {

  @Command(name = "homeroom")
  static final class Program {}

  /** How a command ended and what it printed. */
  record Ended(int status, String out, String err) {}

  private static final TimeZone ZONE = TimeZone.getDefault();

  @TempDir static Path data;
  private static RunningServer server;

  @BeforeAll
  static void start() throws IOException {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    server = new RunningServer(data);
  }

  @AfterAll
  static void stop() {
    server.close();
    TimeZone.setDefault(ZONE);
  }

  static Ended run(Path folder, String... arguments) {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.add("--data=" + folder);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine program = new CommandLine(new Program());
    CliCommands.addTo(program, arguments);
    program.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).setUsageHelpWidth(100);
    int status = program.execute(line.toArray(String[]::new));
    return new Ended(status, out.toString(), err.toString());
  }

  private static String answer(String... arguments) {
    Ended ended = run(data, arguments);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.status()).isZero();
    return ended.out();
  }

  @Test
  void shouldShowHowTheHubIs() {
    assertThat(answer("status"))
        .isEqualTo(
            """
            Homeroom 1.2.3, district cedar, configuration c1, up 1 h 0 min
            Look-ups are up to date.

            source  last batch           result    rows  rejected  next
            sis     2026-09-01 12:00:00  ACCEPTED   100         2  running since 2026-09-01 13:20:00, 1 waiting

            consumer  engine   code             since                open  retrying  since                waiting  refused  dropped  in step  per s  lag
            idp       down     IDP_UNREACHABLE  2026-09-01 12:01:00     1         2  2026-09-01 12:00:30        0        0        0        0   12.5    3
            lms       running                                           0         2  2026-09-01 12:00:30        1        1        0        1   12.5    3

            Needs attention:
              idp: IDP_UNREACHABLE: Asking the directory: it does not answer.
                Look at the directory.
            """);
  }

  @Test
  void shouldListAlerts() {
    assertThat(answer("alerts"))
        .isEqualTo(
            """
            alert      about                                           count  first                last                 status    tries  when
            data-team  conflicts student email lms,sis authority: sis   1000  2026-09-01 12:06:00  2026-09-01 12:07:00  GIVEN_UP      2  2026-09-01 12:07:10
            data-team  conflicts student email lms,sis authority: sis   1000  2026-09-01 12:05:00  2026-09-01 12:06:00  SENT          2  2026-09-01 12:06:10
            ALERT_WEBHOOK_503: The receiver answered 503. Look at the receiver.
            """);
    assertThat(answer("alerts", "--status=sent").lines()).hasSize(2);
    assertThat(answer("alerts", "--name=another")).isEqualTo("No alerts.\n");
  }

  @Test
  void shouldSayThatAlertsDoNotGetOut() {
    server.hub.alerts = List.of(FakeHub.failure(Failure.Kind.TRANSIENT));
    try {
      assertThat(answer("status")).contains("  alerts: SIS_TRANSIENT: Asking the SIS");
    } finally {
      server.hub.alerts = List.of();
    }
  }

  @Test
  void shouldListMovements() {
    assertThat(answer("movements"))
        .isEqualTo(
            """
            at                   record         outcome    system  what
            2026-09-01 12:04:00  enrollment/e1  ACCEPTED   sis     email,givenName; lms waits for class/9, after:idp
            2026-09-01 12:03:00  student/123    DELIVERED  lms     created
            2026-09-01 12:02:00  student/123    ACCEPTED   sis     email,givenName; sent to lms; sent to idp
            2026-09-01 12:01:00  class/9        REFUSED    lms     CANVAS_NO_TERM
            2026-09-01 12:00:00  class/9        ACCEPTED   sis     email,givenName; sent to lms
            """);
    assertThat(answer("movements", "--record", "student/123").lines()).hasSize(3);
    assertThat(answer("movements", "--system=lms", "--outcome=refused").lines()).hasSize(2);
    assertThat(answer("movements", "--from=2026-09-01T12:01", "--to=2026-09-01T12:03:00Z").lines())
        .hasSize(3);
    assertThat(answer("movements", "--limit=2").lines()).hasSize(3);
    assertThat(answer("movements", "--entity=nothing")).isEqualTo("No movements.\n");
  }

  @Test
  void shouldGiveJsonToPrograms() throws IOException {
    Json movements = Json.read(answer("movements", "--record=student/123", "--json"));

    assertThat(movements.list("movements"))
        .extracting(movement -> movement.text("outcome"))
        .containsExactly("DELIVERED", "ACCEPTED");
    assertThat(Json.read(answer("status", "--json")).list("systems")).hasSize(3);
    assertThat(Json.read(answer("record", "student/123", "--json")).list("fields")).hasSize(3);
    assertThat(Json.read(answer("undelivered", "--to=lms", "--json")).list("causes")).hasSize(2);
    assertThat(Json.read(answer("explain", "student/123", "--json")).list("fields")).hasSize(3);
    assertThat(Json.read(answer("conflicts", "--json")).list("conflicts")).hasSize(1);
    assertThat(Json.read(answer("conflicts", "list", "--json")).list("conflicts")).hasSize(1);
    assertThat(Json.read(answer("conflicts", "show", "k1", "--json")).text("loser"))
        .isEqualTo("lms");
    assertThat(Json.read(answer("batches", "--json")).list("batches")).hasSize(1);
    assertThat(Json.read(answer("quarantine", "--direction", "in", "--json")).list("causes"))
        .hasSize(1);
  }

  @Test
  void shouldShowARecordWithItsValues() {
    assertThat(answer("record", "student/123"))
        .isEqualTo(
            """
            student/123, version 2

            field      value                       source  rule            since                version
            givenName  Zoë                         sis     authority: sis  2026-09-01 12:00:00        2
            email      marked-value@cedar.example  sis     authority: sis  2026-09-01 12:00:00        2
            nickname   (null)                      sis     authority: sis  2026-09-01 12:00:00        2

            system  state    since                version  first there          held back by
            idp     SENT     2026-09-01 12:02:00        1
            lms     IN_STEP  2026-09-01 12:03:00        1  2026-09-01 12:03:00

            conflict at          field  between   winner  rule
            2026-09-01 12:05:00  email  sis, lms  sis     authority: sis
            """);
  }

  @Test
  void shouldExplainAField() {
    assertThat(answer("explain", "student/123", "email"))
        .isEqualTo(
            """
            student/123, email: marked-value@cedar.example
            sis said so, in OneRoster.zip, users.csv:7.
            It happened there 2026-09-01 12:00:00 and reached the hub 2026-09-01 12:02:00.
            It counts by the rule "authority: sis" of configuration c1 (in force since 2026-09-01 11:00:00).

            Who said what, in the order in which it arrived
            arrived              happened             system  value                       decision        rule            from
            2026-09-01 12:02:00  2026-09-01 11:52:00  sis     marked-value@cedar.example  accepted        sis before lms  OneRoster.zip, users.csv:7
            2026-09-01 12:05:00  2026-09-01 11:55:00  lms     arrived-value               conflict, lost  authority: sis  notification users.csv:7

            Conflicts
            at                   agreed before  held             arrived             winner  rule            what was done      id
            2026-09-01 12:05:00  base-value     sis: held-value  lms: arrived-value  sis     authority: sis  lms is told again  k1

            Who was told, and how it ended
            sent                 to   value                       result         answered             tries  in its own words
            2026-09-01 12:02:00  lms  marked-value@cedar.example  created there  2026-09-01 12:03:00      2  login = marked-value@cedar.example

            What each system holds now
            system  holds                       since                how it stands
            lms     arrived-value               2026-09-01 12:05:00  says something else; nothing is due to it
            sis     marked-value@cedar.example  2026-09-01 12:02:00  holds it, and says so

            The log keeps messages since 2026-09-01 11:30:00 only; what came before is told without its values.
            """);
  }

  @Test
  void shouldExplainAllFieldsShorter() {
    assertThat(answer("explain", "student/123"))
        .isEqualTo(
            """
            student/123

            What is true, and who said so
            field      value                       said by  happened             arrived              rule            from
            givenName  Zoë                         sis      2026-09-01 12:00:00  2026-09-01 12:02:00  authority: sis  OneRoster.zip, users.csv:7
            email      marked-value@cedar.example  sis      2026-09-01 12:00:00  2026-09-01 12:02:00  authority: sis  OneRoster.zip, users.csv:7
            nickname   (null)                      sis      2026-09-01 12:00:00                       authority: sis

            What was said and not simply accepted
            arrived              field  system  value          decision        from
            2026-09-01 12:05:00  email  lms     arrived-value  conflict, lost  notification users.csv:7

            Who holds something else, or is not known to hold it
            field  system  holds          how it stands
            email  lms     arrived-value  says something else; nothing is due to it

            The whole story of a field: homeroom explain student/123 FIELD

            The log keeps messages since 2026-09-01 11:30:00 only; what came before is told without its values.
            """);
  }

  @Test
  void shouldShowAConflict() {
    assertThat(answer("conflicts", "show", "k1"))
        .isEqualTo(
            """
            student/123, email: conflict of 2026-09-01 12:05:00
            sis and lms changed the field since they last agreed on base-value.

            side             system  value          happened             reached the hub      from
            held by the hub  sis     held-value     2026-09-01 12:05:00
            arrived          lms     arrived-value  2026-09-01 12:05:00  2026-09-01 12:05:00  notification users.csv:7

            sis won by the rule "authority: sis" of configuration c1 (in force since 2026-09-01 11:00:00).
            What was done: lms is told again.

            lms was not told since, as far as is known.
            It has not been put right: lms says something else; nothing is due to it (arrived-value since 2026-09-01 12:05:00).
            True today: marked-value@cedar.example, as sis said.

            The log keeps messages since 2026-09-01 11:30:00 only; what came before is told without its values.
            """);
    assertThat(run(data, "conflicts", "show", "-k2").err()).startsWith("CONFLICT_UNKNOWN: ");
  }

  @Test
  void shouldSayWhichFieldsThereAre() {
    assertThat(run(data, "explain", "student/123", "emial").err())
        .isEqualTo(
            """
            FIELD_UNKNOWN: The hub knows no field of that name for this record.
            Its fields: email, givenName, nickname.
            """);
  }

  @Test
  void shouldSayWhatDidNotReachASystemAndWhy() {
    assertThat(
            answer("undelivered", "--to", "lms", "--since", "2026-09-01", "--until", "2026-09-02"))
        .isEqualTo(
            """
            2 not at lms, from 2026-09-01 00:00:00 to 2026-09-02 00:00:00

            records  state    because of         due since            before  for example
                  1  REFUSED  CANVAS_NO_TERM     2026-09-01 12:00:00       0  class/9
                  1  WAITING  waits for class/9  2026-09-01 12:04:00       0  enrollment/e1 (after:idp)
            CANVAS_NO_TERM: The section is not there.

            In that time these went into quarantine before they could reach any system:
              1 of sis, ROW_BAD_CELL: Reading users.csv: the cell is no address.
                Correct the row at the source.
            """);
    assertThat(answer("undelivered", "--to=idp", "--since=2026-09-01"))
        .contains("Delivery to idp is down since 2026-09-01 12:01:00: IDP_UNREACHABLE")
        .contains("no receipt yet");
  }

  @Test
  void shouldShowAllOfABatchForWhoeverLooksInTheMorning() {
    assertThat(answer("batches", "show", "b1"))
        .isEqualTo(
            """
            sis, OneRoster.zip: ACCEPTED

            batch          b1
            exported       2026-09-01 11:50:00
            arrived        2026-09-01 12:00:00
            read           2026-09-01 12:00:00
            ended          2026-09-01 12:00:04
            format         v1
            configuration  c1
            event schema   1000000000
            events         95

            By collection
            collection  rows  new  changed  unchanged  deleted  rejected  skipped  left
            users.csv    100   90        4          3        1         2        0     0

            By entity
            entity   collection  new  changed  unchanged  deleted  rejected  left
            student  users.csv    90        4          3        1         2     0

            Rejected, by cause
            number  code               field  entity   collection
                 1  ROW_KEY_BLANK      key    student  users.csv
                 1  SOURCE_DOUBLE_KEY         student  users.csv

            What was decided about its events
            number  entity      what became of it  code  first                last
                 1  class       accepted                 2026-09-01 12:00:00  2026-09-01 12:00:00
                 1  enrollment  accepted                 2026-09-01 12:04:00  2026-09-01 12:04:00
                 1  student     accepted                 2026-09-01 12:02:00  2026-09-01 12:02:00
            """);
  }

  @Test
  void shouldShowTheBeforeAndAfterOfMarkedFields() {
    assertThat(answer("batches", "show", "b1", "--changes"))
        .contains("record       field  before     in the batch")
        .containsPattern("student/123  email  \\(nothing\\)  .*accepted +users.csv:7");
    assertThat(run(data, "batches", "show", "nothing-of-that-name").err())
        .contains("BATCH_UNKNOWN");
  }

  @Test
  void shouldListConflictsBatchesAndQuarantine() {
    assertThat(answer("conflicts"))
        .contains("2026-09-01 12:05:00  student/123  email  sis   lms      sis");
    assertThat(answer("batches"))
        .contains("OneRoster.zip  ACCEPTED  users.csv   v1       100   90");
    assertThat(answer("quarantine"))
        .contains("sis:in:ROW_BAD_CELL:email")
        .contains("student/456")
        .contains("Correct the row at the source.");
    assertThat(answer("quarantine", "show", "sis:in:ROW_BAD_CELL:email"))
        .contains("users.csv:12", "student/456", "ROW_BAD_CELL");
    for (String command : List.of("conflicts", "batches", "quarantine", "movements", "status")) {
      assertThat(answer(command)).doesNotContain(SampleStore.MARKED, "held-value");
    }
  }

  @Test
  void shouldPollASource() {
    assertThat(answer("poll", "sis")).contains("2026-09-01 13:00:00  sis     OneRoster.zip");
    server.hub.nothingNew = true;
    assertThat(answer("poll", "sis")).isEqualTo("sis has nothing new.\n");
    server.hub.nothingNew = false;
    server.hub.failure = Optional.of(FakeHub.failure(Failure.Kind.TRANSIENT));
    assertThat(run(data, "poll", "sis").err())
        .isEqualTo("SIS_TRANSIENT: Asking the SIS: it did not work.\nLook at the SIS.\n");
    server.hub.failure = Optional.empty();
  }

  @Test
  void shouldSayWhenNoHubRuns(@TempDir Path empty) {
    Ended ended = run(empty, "status");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err())
        .startsWith("HUB_NOT_RUNNING: Looking for a running hub with the data folder " + empty)
        .contains("api-address is not there")
        .contains("homeroom up");
  }

  @Test
  void shouldSayWhenTheHubThatRanIsGone(@TempDir Path gone) throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Files.writeString(gone.resolve("api-address"), "127.0.0.1:" + port);
    Files.writeString(gone.resolve("api-token"), "x");

    Ended ended = run(gone, "movements");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err())
        .startsWith("HUB_NOT_RUNNING")
        .contains("nothing answers at 127.0.0.1:" + port);
  }

  @Test
  void shouldSayWhenTheTokenIsAnothers(@TempDir Path other) throws IOException {
    Files.copy(data.resolve("api-address"), other.resolve("api-address"));
    Files.writeString(other.resolve("api-token"), "another");

    Ended ended = run(other, "status");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).startsWith("TOKEN_WRONG").doesNotContain("another\n");
  }

  @Test
  void shouldSayWhenARecordIsUnknownOrNone() {
    assertThat(run(data, "record", "student/999").err())
        .startsWith("RECORD_UNKNOWN: The hub has never heard of this record.\nCheck the spelling");
    assertThat(run(data, "record", "999").err())
        .isEqualTo(
            "RECORD_INVALID: What was given does not name a record.\n"
                + "Write entity/key, for example student/123.\n");
  }

  @Test
  void shouldSayWhenATimeIsNone() {
    Ended ended = run(data, "movements", "--since", "yesterday");

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains("'yesterday' is no time").contains("48h");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "movements",
        "record",
        "explain",
        "undelivered",
        "conflicts",
        "batches",
        "quarantine",
        "alerts",
        "onboarding",
        "poll"
      })
  void shouldShowAnExampleInTheHelpOfEveryCommand(String command) {
    assertThat(answer(command, "--help")).contains("Example").contains("  homeroom " + command);
  }

  @Test
  void shouldAddEveryCommandWhenNoneIsNamed() {
    CommandLine program = new CommandLine(new Program());
    CliCommands.addTo(program);
    assertThat(program.getSubcommands()).hasSize(16).containsKey("movements");
  }

  @Test
  void shouldNotLetAValueSteerTheTerminal() {
    Table table = new Table("value");
    table.row("a\u001b[2Jb\nc");

    assertThat(table.lines().getLast()).isEqualTo("a\uFFFD[2Jb\uFFFDc");
  }
}
