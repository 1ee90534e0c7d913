package homeroom.app;

import homeroom.api.AdapterContext;
import homeroom.api.Failure;
import homeroom.config.SourceSetup;
import homeroom.ingest.IntakePlaces;
import homeroom.ingest.SourceIngest;
import homeroom.ingest.SourceSchedule;
import homeroom.wire.Topics;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A source of the hub: how it is taken in, and when it is asked. */
record RunningSource(SourceSetup setup, SourceIngest ingest, SourceSchedule schedule)
    implements AutoCloseable {

  static RunningSource of(
      Topics topics,
      SourceSetup setup,
      IntakePlaces places,
      boolean alsoConsumer,
      Supplier<Optional<Failure>> hindrance,
      InstantSource clock) {
    AdapterContext context =
        new AdapterContext(setup.system(), clock, places.raw(), setup.collections());
    SourceIngest ingest =
        new SourceIngest(
            topics,
            setup.policy(),
            setup.adapter().source(setup.settings(), context),
            places,
            alsoConsumer,
            clock,
            hindrance);
    return new RunningSource(setup, ingest, new SourceSchedule(ingest, clock));
  }

  String system() {
    return setup.system();
  }

  /**
   * Keeps what the source posts in a folder for as long as the broker may lose it.
   *
   * @param safe a time of {@link System#nanoTime}: what was acknowledged before it cannot be lost
   */
  RunningSource spooling(Path folder, LongSupplier safe) {
    if (ingest.isTold()) {
      ingest.spool(folder, safe);
      schedule.watchSpool();
    }
    return this;
  }

  /** Begins to ask the source, if it is one that is asked. */
  void start() {
    if (ingest.canBeAsked() && setup.timetable().isAsked()) {
      schedule.begin(setup.timetable());
    }
  }

  @Override
  public void close() {
    schedule.close();
    ingest.close();
  }
}
