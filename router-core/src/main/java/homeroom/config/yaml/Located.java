package homeroom.config.yaml;

/** A value with the place where it is written. */
public record Located<T>(T value, Place place) {}
