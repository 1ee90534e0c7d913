package homeroom.api;

import java.nio.file.Path;

/**
 * A path that may be one on this machine or on the system's.
 *
 * @param text as it is written
 * @param here where that is if it is on this machine
 */
public record WrittenPath(String text, Path here) {}
