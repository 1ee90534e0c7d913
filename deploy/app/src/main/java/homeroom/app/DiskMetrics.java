package homeroom.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** Shows how much room the disk of the data folder has. */
record DiskMetrics(MeterRegistry registry) {

  void watch(Supplier<DiskSpace> disk) {
    Gauge.builder("homeroom.disk.free", disk, it -> it.get().free())
        .description("Room on the disk of the data folder")
        .baseUnit("bytes")
        .strongReference(true)
        .register(registry);
    Gauge.builder("homeroom.disk.total", disk, it -> it.get().total())
        .description("Size of the disk of the data folder")
        .baseUnit("bytes")
        .strongReference(true)
        .register(registry);
  }
}
