package homeroom.planning;

/** The rules know nothing of a record's entity: it was removed from the configuration. */
public final class UnknownEntityException extends RuntimeException {
  public UnknownEntityException(String entity) {
    super("no entity " + entity + " in the configuration");
  }
}
