package homeroom.app.chaos;

import java.util.Map;

/**
 * An event as it stands in the hub's log.
 *
 * @param fields what it asserts, as text; blank if cleared
 */
record Said(String event, String system, String record, Map<String, String> fields) {}
