package homeroom.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/** Times requests by the route's pattern, never by what stands in its place. */
final class RequestTimer {

  private final MeterRegistry registry;

  RequestTimer(MeterRegistry registry) {
    this.registry = registry;
  }

  void time(RoutingContext request) {
    long started = System.nanoTime();
    request.addEndHandler(_ -> record(request, Duration.ofNanos(System.nanoTime() - started)));
    request.next();
  }

  private void record(RoutingContext request, Duration duration) {
    Optional<String> route = Optional.ofNullable(request.currentRoute()).map(Route::getPath);
    // A caller can make up methods and addresses; neither must make up time series.
    String method = route.isPresent() ? request.request().method().name() : "other";
    Timer.builder("homeroom.http.requests")
        .description("Requests to the hub's interface")
        .tag("method", method)
        .tag("route", route.orElse("other"))
        .tag("status", Integer.toString(request.response().getStatusCode()))
        .register(registry)
        .record(duration);
  }
}
