package homeroom.stream;

import homeroom.authority.Identity;
import homeroom.schema.Link;
import homeroom.schema.LinkKind;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Tells records that refer to a key under which key its record is known now. For one task. */
final class Referred {

  /** So many records are told before other work has its turn. */
  private static final int CROWD = 500;

  private final ReferringStore referring;
  private final BiConsumer<String, Link> links;

  /**
   * @param links writes a message to the task of a record
   */
  Referred(ReferringStore referring, BiConsumer<String, Link> links) {
    this.referring = referring;
    this.links = links;
  }

  /** Asks for a record's key as a record that refers to it. */
  void follow(String parent, String child) {
    links.accept(parent, link(LinkKind.FOLLOW, parent, child, null));
  }

  void unfollow(String parent, String child) {
    links.accept(parent, link(LinkKind.UNFOLLOW, parent, child, null));
  }

  /**
   * A record begins to refer to a key.
   *
   * @param identity what is known of the key
   */
  void register(Link link, Identity identity) {
    referring.register(link.getParent(), link.getChild());
    // What it was told when it referred to the key before may still be under way.
    if (!identity.history().isEmpty()) {
      tell(link.getParent(), link.getChild(), identity);
    }
  }

  void withdraw(Link link) {
    referring.withdraw(link.getParent(), link.getChild());
  }

  /**
   * Tells all that refer to a key, a crowd at a time.
   *
   * @param after the record that was told last; empty for none
   */
  void spread(String parent, String after, Identity identity) {
    List<String> children = referring.behind(parent, after, CROWD);
    children.forEach(child -> tell(parent, child, identity));
    if (children.size() == CROWD) {
      links.accept(parent, link(LinkKind.SPREAD, parent, children.getLast(), null));
    }
  }

  private void tell(String parent, String child, Identity identity) {
    links.accept(child, link(LinkKind.KNOWN, parent, child, identity.now(parent)));
  }

  private static Link link(LinkKind kind, String parent, String child, @Nullable String now) {
    return Link.newBuilder(Links.about(kind, parent, child, List.of())).setNow(now).build();
  }
}
