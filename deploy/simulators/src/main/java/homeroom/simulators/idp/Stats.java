package homeroom.simulators.idp;

/**
 * What a stand-in has seen since it was started.
 *
 * @param requests how many requests came in, whatever they were answered
 * @param bytes the size of all requests and answers, first lines, headers and bodies
 * @param duplicates how often an account was created although one with its {@code userName} or
 *     {@code externalId} was there
 */
public record Stats(long requests, long bytes, long duplicates) {}
