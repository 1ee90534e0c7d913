package homeroom.alert;

/**
 * Who speaks, for those who hear of several districts.
 *
 * @param tenant its name in topics
 * @param title its name for people
 */
public record District(String tenant, String title) {}
