package homeroom.reconcile.compare;

/**
 * What a finding about a record rests on; who wants to act on it sees whether that still holds.
 *
 * @param version of the golden record
 * @param standing how the record stood at the system before that was read
 * @param nameable whether it is recognised there by its key or by what it refers to; one that is
 *     recognised by all that it holds may be there with other contents, and then looks missing
 */
public record Basis(long version, long standing, boolean nameable) {}
