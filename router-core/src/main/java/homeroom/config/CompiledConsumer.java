package homeroom.config;

import homeroom.planning.Subscription;
import java.util.List;

/** A consumer, how it is run and what it takes. */
record CompiledConsumer(ConsumerSetup setup, List<Subscription> subscriptions) {
  CompiledConsumer {
    subscriptions = List.copyOf(subscriptions);
  }
}
