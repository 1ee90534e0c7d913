package homeroom.ingest;

import homeroom.api.RawStore;
import java.nio.file.Path;

/**
 * Where the intake of one source finds and leaves things.
 *
 * @param raw where the source keeps its files
 * @param work a folder for it alone, in which nothing need outlast the process
 */
public record IntakePlaces(String bootstrapServers, RawStore raw, Path work) {}
