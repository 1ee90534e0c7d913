package homeroom.ingest;

/**
 * What a batch would do.
 *
 * @param tally of its rows
 */
record Plan(Census census, BatchTally tally) {}
