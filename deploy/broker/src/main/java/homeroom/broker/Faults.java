package homeroom.broker;

import homeroom.broker.BrokerFailure.Code;
import java.util.concurrent.CompletableFuture;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of what goes wrong inside the broker. A stand-alone broker ends its process here; this one
 * has a host that wants to hear of it.
 */
final class Faults implements FaultHandlerFactory {

  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  private final CompletableFuture<BrokerFailure> fatal = new CompletableFuture<>();

  CompletableFuture<BrokerFailure> fatal() {
    return fatal;
  }

  @Override
  public FaultHandler build(String name, boolean isFatal, Runnable action) {
    return (problem, cause) -> {
      action.run();
      if (isFatal) {
        LOG.error("broker cannot go on part={} problem={}", name, problem, cause);
        fatal.complete(stopped(name, problem, cause));
      } else {
        LOG.warn("broker met a fault part={} problem={}", name, problem, cause);
      }
      return new IllegalStateException(problem, cause);
    };
  }

  private static BrokerFailure stopped(String name, String problem, Throwable cause) {
    return new BrokerFailure(
        Code.BROKER_STOPPED,
        "The embedded broker cannot go on (" + name + ": " + problem + ").",
        "Look at the log and at the free space of its disk, then start the hub again.",
        cause);
  }
}
