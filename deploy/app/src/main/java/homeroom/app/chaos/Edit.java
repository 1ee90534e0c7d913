package homeroom.app.chaos;

/**
 * What somebody said at a source. Each has a value of its own, so that it can be found again.
 *
 * @param system where
 * @param record {@code entity/key}
 * @param field the golden record's
 * @param own whether it cannot be overtaken by a later one before the hub looks, because each
 *     stands in a file of its own
 */
record Edit(String system, String record, String field, String value, boolean own) {}
