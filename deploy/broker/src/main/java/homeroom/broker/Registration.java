package homeroom.broker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.controller.Controller;
import org.apache.kafka.controller.ControllerRequestContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's entry in the controller's books. A broker that was killed never handed it back, and
 * the controller keeps the next one waiting until the dead one's session has run out. Here both
 * live and die together and the folder's lock is held, so the entry is known to be a dead one's and
 * goes at once.
 */
final class Registration {

  private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private Registration() {}

  /** Whether the last broker of this folder stopped in order; Kafka leaves a mark when it did. */
  static boolean wasHandedBack(Path logs) {
    return Files.exists(logs.resolve(".kafka_cleanshutdown"))
        || Files.notExists(logs.resolve("meta.properties"));
  }

  /** Without success the broker still starts, only later. */
  static void drop(Controller controller) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!tryDrop(controller)) {
      if (System.nanoTime() > deadline) {
        LOG.warn("broker waits for its former session to run out");
        return;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static boolean tryDrop(Controller controller) throws InterruptedException {
    try {
      controller.unregisterBroker(request(), BrokerSettings.NODE).get(1, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case BrokerIdNotRegisteredException _ -> true;
        case NotControllerException _ -> false; // it has just started and is about to be
        case null, default -> throw new IllegalStateException(e.getCause());
      };
    }
  }

  private static ControllerRequestContext request() {
    return new ControllerRequestContext(
        new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
  }
}
