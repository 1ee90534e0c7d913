package homeroom.support.http;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides who must act on a call that got no answer, or one that is not about the record. */
final class Classification {

  /** Canvas before October 2025, and self-hosted ones, throttle with 403 and this body. */
  private static final String CANVAS_THROTTLE = "Rate Limit Exceeded";

  private Classification() {}

  /** Nothing was sent, so nothing was applied. */
  static AdapterFailure notConnected(Call call, Throwable cause) {
    return new AdapterFailure(
        Failure.of(
            Kind.TRANSIENT,
            "HTTP_NOT_CONNECTED",
            call.label() + ": no connection (" + cause.getClass().getSimpleName() + ")",
            "Nothing to do if the system is down; otherwise look at url, network and firewall."),
        cause);
  }

  /** The certificate or the protocol does not fit; waiting does not mend that. */
  static AdapterFailure notTrusted(Call call, Throwable cause) {
    return new AdapterFailure(
        Failure.of(
            Kind.CONFIGURATION,
            "HTTP_NOT_TRUSTED",
            call.label() + ": TLS could not be agreed (" + cause.getClass().getSimpleName() + ")",
            "Look at the url's scheme and host, and whether the certificate is valid and known."),
        cause);
  }

  /** It was sent, wholly or in part, and no whole answer came. */
  static AdapterFailure notAnswered(Call call, String code, Throwable cause) {
    Kind kind = afterSend(call);
    String result = kind == Kind.UNKNOWN ? "whether it was done is not known" : "nothing was read";
    return new AdapterFailure(
        Failure.of(
            kind,
            code,
            call.label()
                + ": sent, no answer ("
                + cause.getClass().getSimpleName()
                + "); "
                + result,
            "Nothing to do; the hub asks again. If it stays, look at the system's health."),
        cause);
  }

  /** A failure for the statuses that are not about the record; empty for those that are. */
  static Optional<Failure> ofStatus(Reply reply, Instant now) {
    return kindOfStatus(reply, now).map(failure -> failure.with(reply.evidence()));
  }

  private static Optional<Failure> kindOfStatus(Reply reply, Instant now) {
    int status = reply.status();
    if (status == 429 || (status == 403 && throttledByCanvas(reply))) {
      return Optional.of(throttled(reply, now));
    }
    if (status == 401 || status == 403) {
      return Optional.of(credential(reply));
    }
    if (status >= 500) {
      return Optional.of(serverError(reply, now));
    }
    if (status == 408) {
      return Optional.of(incomplete(reply));
    }
    if ((status == 404 || status == 410) && isOfSomebodyElse(reply)) {
      return Optional.of(notTheApi(reply));
    }
    return status >= 300 && status < 400 ? Optional.of(moved(reply)) : Optional.empty();
  }

  private static boolean throttledByCanvas(Reply reply) {
    return reply.body().length < 1000
        && new String(reply.body(), StandardCharsets.UTF_8).contains(CANVAS_THROTTLE);
  }

  /** An API says in JSON that something is not there, or says nothing; a proxy has a page. */
  private static boolean isOfSomebodyElse(Reply reply) {
    return reply.body().length > 0 && !reply.jsonOrMissing().isContainerNode();
  }

  /** Believed, it would end a deletion that nobody did. */
  private static Failure notTheApi(Reply reply) {
    return Failure.of(
        reply.call().verb().writes() ? Kind.UNKNOWN : Kind.CONFIGURATION,
        "HTTP_NOT_THE_API",
        answered(reply) + " with a page; something in between answered, not the API",
        "Look whether the url is that of the API; if it is, what stands before it is not well.");
  }

  private static Failure throttled(Reply reply, Instant now) {
    return new Failure(
        Kind.THROTTLED,
        "HTTP_THROTTLED",
        answered(reply) + ": too many requests",
        "Nothing to do; lower the system's limits if it happens often.",
        RetryAfter.of(reply, now));
  }

  private static Failure credential(Reply reply) {
    boolean unknown = reply.status() == 401;
    return Failure.of(
        Kind.CREDENTIAL,
        unknown ? "HTTP_UNAUTHORIZED" : "HTTP_FORBIDDEN",
        answered(reply) + (unknown ? ": the credential is not accepted" : ": not allowed"),
        unknown ? "Renew the credential." : "Give the credential's owner the right to do this.");
  }

  private static Failure serverError(Reply reply, Instant now) {
    Optional<Duration> pause = RetryAfter.of(reply, now);
    return new Failure(
        afterSend(reply.call()),
        "HTTP_SERVER_ERROR",
        answered(reply) + ": the system has a problem of its own",
        "Nothing to do; the hub asks again. If it stays, look at the system's health.",
        pause);
  }

  private static Failure incomplete(Reply reply) {
    return Failure.of(
        Kind.TRANSIENT,
        "HTTP_REQUEST_TIMEOUT",
        answered(reply) + ": the request did not arrive in time",
        "Nothing to do; the hub sends it again.");
  }

  /** Following would hand the token to whoever is named there. */
  private static Failure moved(Reply reply) {
    return Failure.of(
        Kind.CONFIGURATION,
        "HTTP_MOVED",
        answered(reply) + ": the API is somewhere else",
        "Write the url the system really answers at.");
  }

  private static Kind afterSend(Call call) {
    return call.verb().writes() ? Kind.UNKNOWN : Kind.TRANSIENT;
  }

  private static String answered(Reply reply) {
    return reply.call().label() + ": answered " + reply.status();
  }
}
