package homeroom.app;

import homeroom.delivery.DeliveryEngine;
import homeroom.delivery.EngineStatus.Condition;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Shows how the delivery engines fare, by system. */
record EngineMetrics(MeterRegistry registry) {

  void watch(List<DeliveryEngine> engines) {
    for (DeliveryEngine engine : engines) {
      FunctionCounter.builder("homeroom.deliveries", engine, it -> it.status().delivered())
          .description("Deliveries that ended since the hub started")
          .tag("system", engine.system())
          .register(registry);
      FunctionCounter.builder("homeroom.refusals", engine, it -> it.status().refused())
          .description("Deliveries that the consumer refused since the hub started")
          .tag("system", engine.system())
          .register(registry);
      Gauge.builder("homeroom.deliveries.behind", engine, it -> it.status().behind())
          .description("Deliveries in the log that were not taken up")
          .tag("system", engine.system())
          .register(registry);
      Gauge.builder("homeroom.deliveries.retrying", engine, it -> it.status().retrying())
          .description("Deliveries that failed and are tried again")
          .tag("system", engine.system())
          .register(registry);
      Gauge.builder(
              "homeroom.consumer.up",
              engine,
              it -> it.status().condition() == Condition.RUNNING ? 1 : 0)
          .description("Whether the consumer takes deliveries")
          .tag("system", engine.system())
          .register(registry);
    }
  }
}
