package homeroom.api.contract;

/**
 * How many rows a file may have, counting those that cannot be used.
 *
 * @param least inclusive
 * @param most inclusive
 */
public record RowRange(long least, long most) {

  /** Any number. */
  public static final RowRange ANY = new RowRange(0, Long.MAX_VALUE);
}
