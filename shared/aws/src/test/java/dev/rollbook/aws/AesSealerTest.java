package dev.rollbook.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.testkit.SealerContract;
import dev.rollbook.webhooks.Sealer;
import org.junit.jupiter.api.Test;

class AesSealerTest extends SealerContract {

  private final Sealer sealer = new AesSealer("a key of whatever length");

  @Override
  protected Sealer sealer() {
    return sealer;
  }

  @Test
  void shouldSealTheSameDifferentlyEachTime() {
    assertThat(sealer.seal("acme", "secret")).isNotEqualTo(sealer.seal("acme", "secret"));
  }

  @Test
  void shouldNotOpenWithAnotherKey() {
    String sealed = sealer.seal("acme", "secret");

    assertThatThrownBy(() -> new AesSealer("another").open("acme", sealed))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldNotOpenWhatWasChanged() {
    String sealed = sealer.seal("acme", "secret");
    char last = sealed.charAt(sealed.length() - 3);
    String changed =
        sealed.substring(0, sealed.length() - 3)
            + (last == 'A' ? 'B' : 'A')
            + sealed.substring(sealed.length() - 2);

    assertThatThrownBy(() -> sealer.open("acme", changed))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sealer.open("acme", "v1.AAAA"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
