package homeroom.authority;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is worked out once for each layout, for as many layouts as records of an entity usually
 * have. Thread-safe: what is kept never changes, and who does not see it makes it again.
 *
 * @param <T> what is made for a layout; immutable
 */
public final class PerLayout<T> {

  private static final int KEPT = 8;

  private record Made<T>(Layout layout, T value) {}

  private final Function<Layout, T> make;
  private final @Nullable Made<?>[] recent = new Made<?>[KEPT];

  public PerLayout(Function<Layout, T> make) {
    this.make = make;
  }

  /** What belongs to a layout. */
  @SuppressWarnings("unchecked")
  public T of(Layout layout) {
    int place = layout.slot() % KEPT;
    Made<T> made = (Made<T>) recent[place];
    if (made == null || made.layout() != layout) {
      made = new Made<>(layout, make.apply(layout));
      recent[place] = made;
    }
    return made.value();
  }
}
