package homeroom.stream;

import homeroom.authority.RecordState;
import homeroom.schema.Link;
import homeroom.schema.LinkKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Answers children that wait for a parent. For one task. */
final class Parents {

  /** So many children are released before other work has its turn. */
  private static final int CROWD = 500;

  private final WaitingStore waiting;
  private final BiConsumer<String, Link> links;

  /**
   * @param links writes a message to the task of a record
   */
  Parents(WaitingStore waiting, BiConsumer<String, Link> links) {
    this.waiting = waiting;
    this.links = links;
  }

  /**
   * @param parent the state of the record that is asked for
   */
  void ask(Link link, RecordState parent) {
    Optional<String> movedTo = parent.identity().movedTo();
    if (movedTo.isPresent()) {
      // This key is one of the children of the one that it leads to.
      waiting.register(link.getParent(), link.getChild(), link.getSystems());
      links.accept(
          movedTo.get(),
          Links.about(LinkKind.ASK, movedTo.get(), link.getParent(), link.getSystems()));
      return;
    }
    List<String> there = new ArrayList<>();
    List<String> notYet = new ArrayList<>();
    link.getSystems().forEach(it -> (parent.standsAt(it) ? there : notYet).add(it));
    if (!notYet.isEmpty()) {
      waiting.register(link.getParent(), link.getChild(), notYet);
    }
    if (!there.isEmpty()) {
      present(link.getParent(), link.getChild(), there);
    }
  }

  void withdraw(Link link) {
    waiting.withdraw(link.getParent(), link.getChild(), link.getSystems());
  }

  /** Goes on with a crowd. */
  void release(Link link) {
    link.getSystems().forEach(system -> release(link.getParent(), system, link.getChild()));
  }

  /**
   * @param after the child that was told last; empty for none
   */
  void release(String parent, String system, String after) {
    WaitingStore.Taken taken = waiting.take(parent, system, after, CROWD);
    taken.children().forEach(child -> present(parent, child, List.of(system)));
    if (taken.more()) {
      links.accept(parent, Links.about(LinkKind.RELEASE, parent, taken.last(), List.of(system)));
    }
  }

  private void present(String parent, String child, List<String> systems) {
    links.accept(child, Links.about(LinkKind.PRESENT, parent, child, systems));
  }
}
