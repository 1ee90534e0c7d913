package homeroom.api;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * What a consumer adapter is lent that keeps what it is told.
 *
 * @param folder a folder of its own, which it makes; what lies there outlasts the hub, but no loss
 *     of the disk
 * @param believed how many records the hub believes the system to hold, or to have been handed, in
 *     all; empty while that is not known
 */
public record Keeping(Path folder, Supplier<OptionalLong> believed) {}
