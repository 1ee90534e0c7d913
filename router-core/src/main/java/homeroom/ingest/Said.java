package homeroom.ingest;

import homeroom.api.RowPrint;
import homeroom.schema.Accepted;
import java.util.Optional;

/**
 * What a source last said about a record.
 *
 * @param row the row that says just that; empty if none is known to
 */
record Said(Accepted accepted, Optional<RowPrint> row) {}
