package dev.rollbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.webhooks.Sealer;
import org.junit.jupiter.api.Test;

/** What a {@link Sealer} keeps (SPEC A13). */
public abstract class SealerContract {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** One to look at. */
  protected abstract Sealer sealer();

  @Test
  void shouldOpenWhatItSealed() {
    assertThat(sealer().open("acme", sealer().seal("acme", SECRET))).isEqualTo(SECRET);
  }

  @Test
  void shouldNotShowWhatItSealed() {
    assertThat(sealer().seal("acme", SECRET)).doesNotContain(SECRET.substring(6));
  }

  @Test
  void shouldNotOpenWhatWasSealedForAnother() {
    String sealed = sealer().seal("acme", SECRET);

    assertThatThrownBy(() -> sealer().open("other", sealed))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldNotOpenWhatWasNeverSealed() {
    assertThatThrownBy(() -> sealer().open("acme", SECRET))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
