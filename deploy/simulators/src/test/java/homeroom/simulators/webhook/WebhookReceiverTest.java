package homeroom.simulators.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WebhookReceiverTest {

  /** The example of the specification: its secret, id, time, body and signature. */
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String BODY = "{\"test\": 2432232314}";
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  private WebhookReceiver receiver;

  @BeforeEach
  void start() throws Exception {
    receiver = new WebhookReceiver(SECRET);
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void shouldTakeAMessageOnceHoweverOftenItIsPosted() throws Exception {
    assertThat(post(SIGNATURE)).isEqualTo(204);
    assertThat(post(SIGNATURE)).isEqualTo(204);

    assertThat(receiver.messages()).containsExactly(BODY);
    assertThat(receiver.refused()).isZero();
  }

  @Test
  void shouldRefuseWhatIsNotSignedWithTheSecret() throws Exception {
    assertThat(post("v1,AAAA")).isEqualTo(401);

    assertThat(receiver.messages()).isEmpty();
    assertThat(receiver.refused()).isEqualTo(1);
  }

  private int post(String signature) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(receiver.url())
            .header("webhook-id", ID)
            .header("webhook-timestamp", "1614265330")
            .header("webhook-signature", signature)
            .POST(HttpRequest.BodyPublishers.ofString(BODY))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
  }
}
