package homeroom.app;

import homeroom.audit.QuarantineEntry.Direction;
import homeroom.audit.QuarantineQueries.Filter;
import homeroom.audit.QueryStore;
import homeroom.delivery.DeliveryEngine;
import homeroom.delivery.EngineStatus;
import homeroom.delivery.flow.Flow;
import homeroom.replay.LaterTries.GivenUp;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What was given up and could be tried again, of systems that are delivered to; where one is down,
 * trying again says nothing. Thread-safe.
 */
record GivenUpDeliveries(List<DeliveryEngine> engines, QueryStore store)
    implements Supplier<List<GivenUp>> {

  @Override
  public List<GivenUp> get() {
    Set<String> running =
        engines.stream()
            .filter(engine -> engine.status().condition() == EngineStatus.Condition.RUNNING)
            .map(DeliveryEngine::system)
            .collect(Collectors.toSet());
    return store.quarantine().causes(Filter.WAITING, Integer.MAX_VALUE).stream()
        .filter(cause -> cause.direction() == Direction.OUT && cause.open() > 0)
        .filter(cause -> cause.code().equals(Flow.RETRIES_SPENT))
        .filter(cause -> running.contains(cause.system()))
        .map(cause -> new GivenUp(cause.system(), cause.cause(), cause.since()))
        .toList();
  }
}
