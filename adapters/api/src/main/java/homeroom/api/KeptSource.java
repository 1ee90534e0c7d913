package homeroom.api;

/**
 * A source each of whose batches is read from one file that the hub keeps, so that it can be read
 * again.
 *
 * <ol>
 *   <li>The id of a batch is that of the kept file.
 *   <li>Reading it again gives the items that {@code poll} gave, in the same order and at the same
 *       places, if the settings are the same. The system itself is not asked.
 * </ol>
 */
public interface KeptSource extends SourceAdapter {

  /**
   * Reads a batch again.
   *
   * @param origin what was read then, as the batch said
   * @return the batch; what it says of its coverage and of where to go on means nothing
   * @throws AdapterFailure if what was kept cannot be used as the settings are now
   */
  Batch again(RawStore.Kept kept, String origin) throws AdapterFailure;
}
