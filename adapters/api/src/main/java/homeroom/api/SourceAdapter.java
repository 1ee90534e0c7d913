package homeroom.api;

/**
 * Reads what a system knows, when the hub asks.
 *
 * <ol>
 *   <li>{@code poll} publishes nothing and changes nothing at the source; asking twice from the
 *       same cursor is harmless.
 *   <li>The same content from the same cursor gives the same batch id and the same items in the
 *       same order.
 *   <li>A file is checked as a whole before the first item is returned: a file that is cut short,
 *       holds only a header or lacks a required column fails the batch, and no item of it is seen.
 *   <li>A single row that cannot be used is a {@link SourceItem.Rejected}; the others still count.
 * </ol>
 *
 * <p>The hub calls from one virtual thread at a time; blocking is welcome.
 */
public non-sealed interface SourceAdapter extends Source {

  /**
   * What there is after a cursor.
   *
   * @throws AdapterFailure if the source could not be reached or what it holds cannot be used
   */
  Batch poll(Cursor from) throws AdapterFailure;

  /**
   * Whether one batch is one of several that may be waiting, such as files in a folder. Such a
   * source is asked again at once until it has nothing more, however seldom it is asked otherwise.
   */
  default boolean goesOneByOne() {
    return false;
  }
}
