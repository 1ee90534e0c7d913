package homeroom.adapters.canvas;

import homeroom.api.ConsumerAdapter;
import homeroom.simulators.lms.Down;
import homeroom.testkit.HttpSystem;
import homeroom.testkit.wire.Fault;
import homeroom.testkit.wire.Fault.Ending.Answered;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A Canvas in which the records are things of one kind. */
interface CanvasThings extends HttpSystem {

  Lms lms();

  @Override
  default ConsumerAdapter adapter() {
    return lms().consumer;
  }

  @Override
  default URI url() {
    return lms().simulator.url();
  }

  @Override
  default ConsumerAdapter adapter(URI url, Duration deadline) {
    return lms().consumerAt(url, deadline);
  }

  /** As it did for all until October 2025, and self-hosted ones still do. */
  @Override
  default List<Answered> throttles() {
    return List.of(Fault.page(403, "403 Forbidden (Rate Limit Exceeded)\n"));
  }

  @Override
  default void goDown() {
    lms().simulator.down(Down.REFUSING);
  }

  @Override
  default void comeBack() {
    lms().simulator.up();
  }

  @Override
  default boolean loseAnswers() {
    lms().simulator.loseAnswers();
    return true;
  }

  @Override
  default Optional<ConsumerAdapter> stranger() {
    return Optional.of(lms().consumerWith("wrong"));
  }

  @Override
  default void close() {
    lms().close();
  }
}
