package dev.rollbook.local.host;

/**
 * A function's process.
 *
 * @param function the function's logical id
 * @param pid the operating system's id
 * @param busy whether it runs an invocation now, or gets ready for its first
 */
public record RunningProcess(String function, long pid, boolean busy) {}
