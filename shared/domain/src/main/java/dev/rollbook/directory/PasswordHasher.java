package dev.rollbook.directory;

/** Makes and checks the only form in which a password is kept (SPEC A8). */
public interface PasswordHasher {

  /** A salted hash of a password as a PHC string. Slow on purpose: some 40 ms of a core. */
  String hash(String password);

  /** Whether a password is the one that a hash was made of. */
  boolean matches(String password, String hash);
}
