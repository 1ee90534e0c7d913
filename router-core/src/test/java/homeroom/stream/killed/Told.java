package homeroom.stream.killed;

import static org.awaitility.Awaitility.await;

import homeroom.api.Value;
import homeroom.live.LiveBroker;
import homeroom.stream.Kill;
import homeroom.stream.Moment;
import homeroom.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A story that was told to a router, and what came of it.
 *
 * @param held what each consumer holds in the end
 * @param kills at which moments the router was killed
 * @param halfWritten how often it left outputs behind that were not committed
 */
record Told(
    WhatCounts wrote,
    Map<String, List<Map<String, Value>>> held,
    List<Moment> kills,
    int halfWritten) {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  /** Tells it to a router of its own, and returns once all came to rest. */
  static Told to(String guarantee, Path folder, List<Kill> kills) {
    Topics topics = LiveBroker.tenant();
    LiveBroker.ensure(topics, StoryRules.SOURCES, StoryRules.CONSUMERS);
    try (Consumers consumers = new Consumers(topics);
        Unread unread = new Unread(topics);
        KilledRouter router =
            new KilledRouter(topics, folder.resolve(topics.tenant()), guarantee, kills)) {
      int halfWritten = 0;
      for (Runnable step : new Story(topics, consumers).steps()) {
        step.run();
        halfWritten += rest(router, consumers, unread);
      }
      return new Told(new WhatCounts(topics), held(consumers), router.kills(), halfWritten);
    }
  }

  /** Lets all go on until nothing is left to do. */
  private static int rest(KilledRouter router, Consumers consumers, Unread unread) {
    int[] halfWritten = {0};
    await()
        .pollInSameThread()
        .pollInterval(LOOK_AGAIN)
        .atMost(PATIENCE)
        .until(
            () -> {
              if (router.killed()) {
                halfWritten[0] += unread.halfWritten() ? 1 : 0;
                router.revive();
              }
              return consumers.answer() && unread.none() && consumers.idle();
            });
    return halfWritten[0];
  }

  private static Map<String, List<Map<String, Value>>> held(Consumers consumers) {
    Map<String, List<Map<String, Value>>> held = new HashMap<>();
    for (String system : StoryRules.CONSUMERS) {
      Collection<Map<String, Value>> objects = consumers.consumer(system).objects();
      held.put(system, objects.stream().<Map<String, Value>>map(HashMap::new).toList());
    }
    return held;
  }
}
