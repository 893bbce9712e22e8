package dev.rollbook.directory;

/** Who made a user or a group. */
public enum Origin {
  /** An import. */
  IMPORT,
  /** A person, through the API. */
  MANUAL
}
