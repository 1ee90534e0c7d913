package homeroom.api;

/**
 * By what a row is known again.
 *
 * @param id of what no two rows of a collection may share, with the collection's name; of rows that
 *     have nothing of the kind the content
 * @param content of the row's whole content, with the names of its columns: what is read of two
 *     rows with the same is the same
 */
public record RowPrint(Fingerprint id, Fingerprint content) {}
