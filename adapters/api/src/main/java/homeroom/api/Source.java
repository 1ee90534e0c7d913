package homeroom.api;

/**
 * A source: one that the hub asks ({@link SourceAdapter}), one that speaks by itself ({@link
 * PushSource}), or both.
 */
public sealed interface Source extends AutoCloseable permits SourceAdapter, PushSource {
  @Override
  default void close() {}
}
