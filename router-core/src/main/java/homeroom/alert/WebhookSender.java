package homeroom.alert;

import homeroom.alert.grouping.Alert;
import homeroom.alert.grouping.AlertText;
import homeroom.alert.grouping.Channel;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Supplier;

/** Posts messages as Standard Webhooks says. Redirects are not followed. */
final class WebhookSender implements Sender {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final Channel.Webhook channel;
  private final WebhookBody bodies;
  private final InstantSource clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  WebhookSender(Channel.Webhook channel, District district, InstantSource clock) {
    this.channel = channel;
    this.bodies = new WebhookBody(district);
    this.clock = clock;
  }

  @Override
  public void send(Alert alert, AlertText text) throws NotSent {
    Instant now = clock.instant();
    try {
      check(client.send(request(alert, text, now), HttpResponse.BodyHandlers.discarding()), now);
    } catch (HttpTimeoutException late) {
      throw failed(
          Kind.UNKNOWN,
          "ALERT_WEBHOOK_TIMEOUT",
          "the receiver did not answer in time",
          "Look at the receiver; the same message is posted again under the same webhook-id.");
    } catch (IOException unreachable) {
      throw failed(
          Kind.TRANSIENT,
          "ALERT_WEBHOOK_UNREACHABLE",
          "the receiver cannot be reached (" + unreachable.getClass().getSimpleName() + ")",
          "Look at the receiver and at the network between.");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw failed(Kind.UNKNOWN, "ALERT_STOPPED", "the hub was stopped", "Start the hub again.");
    }
  }

  private HttpRequest request(Alert alert, AlertText text, Instant now) throws NotSent {
    String body = bodies.of(channel.body(), alert, text);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address())
            .timeout(ANSWER)
            .header("content-type", "application/json")
            .header("user-agent", "homeroom")
            .header("webhook-id", alert.id())
            .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    Optional<Supplier<String>> secret = channel.secret();
    if (secret.isPresent()) {
      request.header(
          "webhook-signature",
          Signature.of(secret.get().get(), alert.id(), now.getEpochSecond(), body));
    }
    return request.build();
  }

  private URI address() throws NotSent {
    try {
      URI address = URI.create(channel.url().get().strip());
      if (address.getHost() != null && String.valueOf(address.getScheme()).startsWith("http")) {
        return address;
      }
    } catch (IllegalArgumentException noAddress) {
      // Said below, without a word of what it is.
    }
    throw failed(
        Kind.CONFIGURATION,
        "ALERT_URL_INVALID",
        "the url is no address that begins with https:// or http://",
        "Write it as the receiver shows it.");
  }

  private static void check(HttpResponse<Void> answer, Instant now) throws NotSent {
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return;
    }
    Kind kind =
        switch (status) {
          case 401, 403 -> Kind.CREDENTIAL;
          case 408 -> Kind.TRANSIENT;
          case 429 -> Kind.THROTTLED;
          default -> status >= 500 ? Kind.TRANSIENT : Kind.CONFIGURATION;
        };
    throw new NotSent(
        new Failure(
            kind,
            "ALERT_WEBHOOK_" + status,
            "Posting to a webhook: the receiver answered " + status + ".",
            remedy(kind),
            answer.headers().firstValue("retry-after").flatMap(text -> retryAfter(text, now))));
  }

  private static String remedy(Kind kind) {
    return switch (kind) {
      case CREDENTIAL -> "Check url and secret of the webhook against what the receiver shows.";
      case CONFIGURATION -> "Check url and body of the webhook against what the receiver expects.";
      case TRANSIENT, THROTTLED, UNKNOWN, CONTENT, DEFECT ->
          "Look at the receiver; the message is posted again by itself.";
    };
  }

  private static Optional<Duration> retryAfter(String text, Instant now) {
    if (text.strip().matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text.strip())));
    }
    try {
      Instant until =
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(now, until)).filter(Duration::isPositive);
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private static NotSent failed(Kind kind, String code, String why, String remedy) {
    return new NotSent(Failure.of(kind, code, "Posting to a webhook: " + why + ".", remedy));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
