package homeroom.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import homeroom.alert.grouping.Channel;
import homeroom.alert.grouping.Channel.Webhook.Body;
import homeroom.api.Failure;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WebhookSenderTest {

  /** The example of the Standard Webhooks libraries. */
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private Receiver receiver;

  @BeforeEach
  void open() throws IOException {
    receiver = new Receiver();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private void send(Body body, Optional<String> secret) throws NotSent {
    send(receiver.url(), body, secret);
  }

  private static void send(String url, Body body, Optional<String> secret) throws NotSent {
    Optional<Supplier<String>> reader = secret.map(text -> () -> text);
    try (WebhookSender sender =
        new WebhookSender(
            new Channel.Webhook(() -> url, reader, body),
            Alerts.DISTRICT,
            InstantSource.fixed(Alerts.NOON.plusSeconds(62)))) {
      sender.send(Alerts.due(), Alerts.text());
    }
  }

  private Failure failure() {
    return catchThrowableOfType(NotSent.class, () -> send(Body.STANDARD, Optional.of(SECRET)))
        .failure();
  }

  private JsonNode posted() throws IOException {
    assertThat(receiver.posts).hasSize(1);
    return new ObjectMapper().readTree(receiver.posts.getFirst().body());
  }

  /** The id, time, body and signature that the specification's reference libraries test with. */
  @Test
  void shouldSignAsStandardWebhooksSays() throws NotSent {
    assertThat(
            Signature.of(
                SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330L, "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void shouldPostWhatTheReceiverCanCheck() throws Exception {
    send(Body.STANDARD, Optional.of(SECRET));

    Receiver.Post post = receiver.posts.getFirst();
    assertThat(post.headers())
        .containsEntry("webhook-id", "alert-1")
        .containsEntry("webhook-timestamp", "1788264062")
        .containsEntry("content-type", "application/json")
        .containsEntry(
            "webhook-signature", Signature.of(SECRET, "alert-1", 1788264062L, post.body()));
    assertThat(posted())
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"type":"homeroom.alert","timestamp":"2026-09-01T12:01:01Z","data":{
                      "id":"alert-1","alert":"data-team","tenant":"cedar","district":"Cedar & Sons",
                      "title":"1000 conflicts of student email between lms and sis",
                      "on":"conflicts","entity":"student","fields":["email"],
                      "systems":["lms","sis"],"reason":"authority: sis","count":1000,
                      "first":"2026-09-01T12:00:00Z","last":"2026-09-01T12:01:00Z",
                      "examples":["pseudonym-1","pseudonym-2"],
                      "command":"homeroom conflicts --system lms --entity student --from 2026-09-01T12:00:00Z",
                      "link":"https://hub.cedar.example/api/v1/conflicts?system=lms&entity=student&from=2026-09-01T12:00:00Z"}}
                    """));
  }

  @Test
  void shouldSpeakToSlack() throws Exception {
    send(Body.SLACK, Optional.empty());

    assertThat(posted().get("text").textValue())
        .startsWith("*Cedar &amp; Sons: 1000 conflicts of student email between lms and sis*\n")
        .contains("\nexamples: pseudonym-1, pseudonym-2\n", "\n`homeroom conflicts ");
    assertThat(receiver.posts.getFirst().headers()).doesNotContainKey("webhook-signature");
  }

  @Test
  void shouldSpeakToTeams() throws Exception {
    send(Body.TEAMS, Optional.empty());

    JsonNode attachment = posted().get("attachments").get(0);
    assertThat(attachment.get("contentType").textValue())
        .isEqualTo("application/vnd.microsoft.card.adaptive");
    assertThat(attachment.at("/content/type").textValue()).isEqualTo("AdaptiveCard");
    assertThat(attachment.at("/content/body/0/text").textValue())
        .isEqualTo("Cedar & Sons: 1000 conflicts of student email between lms and sis");
    assertThat(attachment.at("/content/body/1/facts/0/value").textValue()).isEqualTo("student");
    assertThat(attachment.at("/content/actions/0/url").textValue())
        .startsWith("https://hub.cedar.example/api/v1/conflicts?");
  }

  @ParameterizedTest
  @CsvSource({
    "302, CONFIGURATION",
    "401, CREDENTIAL",
    "404, CONFIGURATION",
    "410, CONFIGURATION",
    "429, THROTTLED",
    "500, TRANSIENT",
    "503, TRANSIENT"
  })
  void shouldSayWhoMustAct(int status, Failure.Kind kind) {
    receiver.status = status;

    Failure failure = failure();

    assertThat(failure.code()).isEqualTo("ALERT_WEBHOOK_" + status);
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryAfter()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"120", "Tue, 01 Sep 2026 12:03:02 GMT"})
  void shouldReadHowLongTheReceiverAsksToBeLeftAlone(String retryAfter) {
    receiver.status = 429;
    receiver.answerHeaders.put("retry-after", retryAfter);

    assertThat(failure().retryAfter()).contains(Duration.ofMinutes(2));
  }

  @Test
  void shouldSayThatNobodyAnswersWithoutNamingTheAddress() {
    receiver.close();

    Failure failure = failure();

    assertThat(failure.code()).isEqualTo("ALERT_WEBHOOK_UNREACHABLE");
    assertThat(failure.toString()).doesNotContain("private-path");
  }

  @Test
  void shouldPostNothingWithASecretThatIsNone() {
    NotSent unsent =
        catchThrowableOfType(
            NotSent.class, () -> send(Body.STANDARD, Optional.of("whsec_no base 64")));

    assertThat(unsent.failure().code()).isEqualTo("ALERT_SECRET_INVALID");
    assertThat(unsent.failure().toString()).doesNotContain("no base");
    assertThat(receiver.posts).isEmpty();
  }

  @Test
  void shouldRefuseAnAddressThatIsNone() {
    NotSent unsent =
        catchThrowableOfType(
            NotSent.class, () -> send("private thing", Body.SLACK, Optional.empty()));

    assertThat(unsent.failure().code()).isEqualTo("ALERT_URL_INVALID");
    assertThat(unsent.failure().toString()).doesNotContain("private thing");
  }
}
