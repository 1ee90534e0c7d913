package homeroom.planning;

/** An effect between a record and those that refer to it, so that they learn of its keys. */
public sealed interface ReferenceEffect extends Effect {

  /**
   * A record that is referred to is to tell its key whenever that changes.
   *
   * @param parent {@code entity/key}, as it was said
   */
  record Follow(String parent) implements ReferenceEffect {}

  /** A record that was referred to need not tell its key any more. */
  record Unfollow(String parent) implements ReferenceEffect {}

  /** Whoever refers to this key is to learn under which key its record is known now. */
  record Spread() implements ReferenceEffect {}
}
