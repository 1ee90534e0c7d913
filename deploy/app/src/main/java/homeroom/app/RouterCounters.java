package homeroom.app;

import homeroom.stream.RouterMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what the router takes, by system and type. Thread-safe. */
final class RouterCounters implements RouterMeter {

  private record Kind(String system, String type) {}

  private final MeterRegistry registry;
  private final Map<Kind, Counter> counters = new ConcurrentHashMap<>();

  RouterCounters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void took(String system, String type) {
    counters.computeIfAbsent(new Kind(system, type), this::counter).increment();
  }

  private Counter counter(Kind kind) {
    return Counter.builder("homeroom.router.inputs")
        .description("Events, receipts and questions that the router decided since the hub started")
        .tag("system", kind.system())
        .tag("type", kind.type())
        .register(registry);
  }
}
