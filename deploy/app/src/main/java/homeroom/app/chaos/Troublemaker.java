package homeroom.app.chaos;

import homeroom.app.chaos.Trouble.AtSystem;
import homeroom.app.chaos.Trouble.KillHub;
import homeroom.app.chaos.Trouble.Kind;
import homeroom.app.chaos.Trouble.RebuiltEmpty;
import homeroom.app.chaos.Trouble.RestartBroker;
import homeroom.app.chaos.Trouble.SecondHub;
import homeroom.app.demo.DemoFailure;
import homeroom.app.demo.Outside;
import homeroom.simulators.idp.IdpSimulator;
import homeroom.simulators.lms.Down;
import homeroom.simulators.lms.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes happen what is planned. */
final class Troublemaker implements AutoCloseable {

  private final Stage stage;
  private final Outside outside;
  private final WarehouseNotes tables;
  private final Lock warehouse;
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(4);
  private final List<Future<?>> planned = new ArrayList<>();
  private final AtomicInteger kills = new AtomicInteger();
  private final AtomicInteger brokerRestarts = new AtomicInteger();
  private final AtomicInteger secondHubs = new AtomicInteger();
  private final AtomicInteger rebuilds = new AtomicInteger();
  private final AtomicInteger atSystems = new AtomicInteger();

  Troublemaker(Stage stage, Outside outside, WarehouseNotes tables) {
    this.stage = stage;
    this.outside = outside;
    this.tables = tables;
    warehouse = new Lock(outside.warehouse());
  }

  /** Begins; returns at once. */
  void begin(TroublePlan plan) {
    for (TroublePlan.Step step : plan.steps()) {
      switch (step.trouble()) {
        case KillHub k -> at(step.at(), this::killHub);
        case RestartBroker(var killed) -> at(step.at(), () -> restartBroker(killed));
        case SecondHub(var length, var killed) -> {
          at(step.at(), stage.second()::start);
          at(step.at().plus(length), () -> endSecond(killed));
        }
        case RebuiltEmpty(var system) -> tried(step.at(), () -> rebuild(system));
        case AtSystem(var system, var kind, var length) -> {
          at(step.at(), () -> begin(system, kind));
          at(step.at().plus(length), () -> end(system));
        }
      }
    }
  }

  private void at(Duration time, Runnable what) {
    planned.add(clock.schedule(what, time.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Something that can turn out to be impossible. */
  private interface Deed {
    void happens() throws IOException, DemoFailure;
  }

  private void tried(Duration time, Deed what) {
    planned.add(
        clock.schedule(
            () -> {
              what.happens();
              return true;
            },
            time.toMillis(),
            TimeUnit.MILLISECONDS));
  }

  /** The hub may be killed at any moment of it. */
  private void rebuild(String system) throws IOException, DemoFailure {
    Operator operator = new Operator(stage.api());
    operator.awaitNoReplay();
    tables.empty();
    operator.resync(system);
    rebuilds.incrementAndGet();
  }

  private void killHub() {
    stage.hub().kill();
    kills.incrementAndGet();
  }

  private void restartBroker(boolean killed) {
    if (killed) {
      stage.broker().kill();
    } else {
      stage.broker().restart();
    }
    brokerRestarts.incrementAndGet();
  }

  private void endSecond(boolean killed) {
    stage.second().stop(killed);
    secondHubs.incrementAndGet();
  }

  private synchronized void begin(String system, Kind kind) {
    switch (system) {
      case "idp" -> outside.idp().down(idp(kind));
      case "lms" -> lms(kind);
      default -> warehouse.take();
    }
    atSystems.incrementAndGet();
  }

  private synchronized void end(String system) {
    switch (system) {
      case "idp" -> outside.idp().up();
      case "lms" -> outside.lms().up();
      default -> warehouse.release();
    }
  }

  private static IdpSimulator.Mode idp(Kind kind) {
    return switch (kind) {
      case REFUSES_CONNECTIONS -> IdpSimulator.Mode.REFUSE_CONNECTIONS;
      case ANSWERS_503, FAILS_BEFORE_APPLYING, IS_LOCKED -> IdpSimulator.Mode.ANSWER_503;
      case THROTTLES -> IdpSimulator.Mode.ANSWER_429;
      case IS_SLOW -> IdpSimulator.Mode.SLOW;
      case FAILS_AFTER_APPLYING -> IdpSimulator.Mode.LOSE_ANSWERS;
      case ANSWERS_LATE -> IdpSimulator.Mode.ANSWER_LATE;
    };
  }

  private void lms(Kind kind) {
    switch (kind) {
      case REFUSES_CONNECTIONS -> outside.lms().down(Down.REFUSING);
      case ANSWERS_503, IS_LOCKED -> outside.lms().down(Down.UNAVAILABLE);
      case THROTTLES -> outside.lms().failAlways(Fault.TOO_MANY_REQUESTS);
      case IS_SLOW -> outside.lms().failAlways(Fault.SLOW);
      case FAILS_BEFORE_APPLYING -> outside.lms().failAlways(Fault.BROKEN_BEFORE);
      case FAILS_AFTER_APPLYING -> outside.lms().failAlways(Fault.BROKEN_AFTER);
      case ANSWERS_LATE -> outside.lms().failAlways(Fault.ANSWERED_LATE);
    }
  }

  /**
   * Waits until all of the plan has happened and is over.
   *
   * @throws DemoFailure if something could not be made to happen
   */
  void await() throws DemoFailure {
    for (Future<?> one : planned) {
      try {
        one.get();
      } catch (ExecutionException broken) {
        throw new DemoFailure(
            "a trouble could not be made: " + broken.getCause(), "see the logs", broken);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new DemoFailure("the run was interrupted", "start it again", interrupted);
      }
    }
  }

  int kills() {
    return kills.get();
  }

  int brokerRestarts() {
    return brokerRestarts.get();
  }

  int secondHubs() {
    return secondHubs.get();
  }

  int rebuilds() {
    return rebuilds.get();
  }

  int atSystems() {
    return atSystems.get();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    warehouse.release();
  }
}
