package homeroom.simulation;

import homeroom.planning.Effect;
import homeroom.planning.Input;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The records that ours may refer to: which are there, and who asked for others. Not thread-safe.
 */
final class Parents {

  private final Consumer<Input> links;
  private final Set<Ask> asked = new HashSet<>();
  private final Set<String> there = new HashSet<>();
  private int arrivals;

  private record Ask(String parent, String system) {}

  /**
   * @param links takes the answers
   */
  Parents(Consumer<Input> links) {
    this.links = links;
  }

  /** A parent is there from now on, at every system. */
  void arrive(String parent) {
    there.add(parent);
    List<Ask> answered = asked.stream().filter(ask -> ask.parent().equals(parent)).toList();
    answered.forEach(ask -> say(parent, ask.system()));
    answered.forEach(asked::remove);
  }

  private void say(String parent, String system) {
    links.accept(new Input.ParentArrived(parent, List.of(system), "links:" + ++arrivals));
  }

  void ask(Effect.Ask ask) {
    ask.systems().forEach(system -> ask(ask.parent(), system));
  }

  private void ask(String parent, String system) {
    if (there.contains(parent)) {
      say(parent, system);
    } else {
      asked.add(new Ask(parent, system));
    }
  }

  void withdraw(Effect.Withdraw withdraw) {
    withdraw.systems().forEach(system -> asked.remove(new Ask(withdraw.parent(), system)));
  }
}
