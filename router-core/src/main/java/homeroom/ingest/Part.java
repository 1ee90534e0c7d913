package homeroom.ingest;

/** The records of one entity in one collection: what is missing from it is judged together. */
record Part(String collection, String entity) implements Comparable<Part> {
  @Override
  public int compareTo(Part other) {
    int byCollection = collection.compareTo(other.collection);
    return byCollection != 0 ? byCollection : entity.compareTo(other.entity);
  }
}
