package homeroom.stream;

/**
 * When a router is killed.
 *
 * @param commit in which commit since it was started, from 1; one behind which nothing was written
 *     does not count
 */
public record Kill(int commit, Moment moment) {

  public static final Kill NEVER = new Kill(0, Moment.COMMITTED);
}
