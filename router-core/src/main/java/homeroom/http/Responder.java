package homeroom.http;

import homeroom.api.AdapterFailure;
import homeroom.api.WithoutText;
import homeroom.audit.StoreFailure;
import homeroom.audit.explain.LogFailure;
import io.vertx.core.Context;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works a request off on a virtual thread and answers on the connection's own. */
final class Responder {

  private static final Logger log = LoggerFactory.getLogger(Responder.class);

  private final ExecutorService threads;

  Responder(ExecutorService threads) {
    this.threads = threads;
  }

  /** Answers with 200 and what the work gives, or with what it throws. */
  void answer(RoutingContext request, Callable<JsonObject> work) {
    Context connection = request.vertx().getOrCreateContext();
    threads.execute(
        () -> {
          try {
            JsonObject answer = work.call();
            connection.runOnContext(_ -> send(request, 200, answer));
          } catch (Exception e) {
            Refusal refusal = refusal(e);
            connection.runOnContext(_ -> refuse(request, refusal));
          }
        });
  }

  static void send(RoutingContext request, int status, JsonObject answer) {
    if (!request.response().ended()) {
      request
          .response()
          .setStatusCode(status)
          .putHeader("content-type", "application/json")
          .putHeader("cache-control", "no-store")
          .end(answer.toBuffer());
    }
  }

  static void refuse(RoutingContext request, Refusal refusal) {
    send(
        request,
        refusal.status(),
        new JsonObject()
            .put("code", refusal.code())
            .put("message", refusal.text())
            .put("remedy", refusal.remedy()));
  }

  /** What Vert.x itself refuses: an unknown address, a body that is too large. */
  static void refuseFailed(RoutingContext request) {
    Throwable thrown = request.failure();
    if (thrown instanceof Refusal refusal) {
      refuse(request, refusal);
    } else if (request.statusCode() == 413) {
      refuse(request, Refusal.tooLarge());
    } else if (request.statusCode() >= 400 && request.statusCode() < 500) {
      refuse(request, Refusal.ofStatus(request.statusCode()));
    } else {
      refuse(request, defect(thrown));
    }
  }

  private static Refusal refusal(Exception e) {
    return switch (e) {
      case Refusal refusal -> refusal;
      case StoreFailure store -> Refusal.of(store.failure());
      case LogFailure log -> Refusal.of(log.failure());
      case AdapterFailure adapter -> Refusal.of(adapter.failure());
      case HubControl.UnknownSystem _ -> unknownSystem();
      default -> defect(e);
    };
  }

  private static Refusal unknownSystem() {
    return Refusal.notFound(
        "SYSTEM_UNKNOWN",
        "No system of that name can be asked for this.",
        "See GET /api/v1/status for the systems and what they are.");
  }

  /**
   * The text of an unexpected exception may quote what was being read, so only its type is kept.
   */
  private static Refusal defect(Throwable e) {
    log.error("request ended by a defect code=HUB_DEFECT", new WithoutText(e));
    return Refusal.defect();
  }
}
