package homeroom.support.outbox;

/**
 * A file that was made.
 *
 * @param form which of the system's files it is
 * @param name under which it is put in place
 * @param rows how many rows it has
 */
public record Parcel(long id, String form, String name, long rows) {}
