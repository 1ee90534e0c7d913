package homeroom.ingest;

/** The records of one entity in one collection: what a batch does to them is judged together. */
record Part(String collection, String entity) implements Comparable<Part> {

  /** Of what cannot be used nobody may know which entity it is of. */
  static final String ANY_ENTITY = "";

  /**
   * @param key of a record, {@code entity/key}
   */
  static Part of(String collection, String key) {
    return new Part(collection, key.substring(0, key.indexOf('/')));
  }

  @Override
  public int compareTo(Part other) {
    int byCollection = collection.compareTo(other.collection);
    return byCollection != 0 ? byCollection : entity.compareTo(other.entity);
  }
}
