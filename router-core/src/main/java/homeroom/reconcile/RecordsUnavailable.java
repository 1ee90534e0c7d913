package homeroom.reconcile;

/** The query store could not be asked; another time it can. */
public final class RecordsUnavailable extends RuntimeException {

  public RecordsUnavailable(Throwable cause) {
    super("the query store cannot be read now", cause);
  }
}
