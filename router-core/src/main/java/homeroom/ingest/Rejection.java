package homeroom.ingest;

import homeroom.api.Failure;

/**
 * A row that cannot be used.
 *
 * @param entity of which it is; {@link Part#ANY_ENTITY} if nobody knows
 * @param column at fault; empty when the whole row is
 */
record Rejection(String collection, String entity, String place, String column, Failure failure) {

  Part part() {
    return new Part(collection, entity);
  }
}
