package homeroom.ingest;

import homeroom.api.Failure;

/**
 * A row that cannot be used.
 *
 * @param column at fault; empty when the whole row is
 */
record Rejection(String collection, String place, String column, Failure failure) {}
