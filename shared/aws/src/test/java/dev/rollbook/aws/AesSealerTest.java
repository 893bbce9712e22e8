package dev.rollbook.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollbook.testkit.SealerContract;
import dev.rollbook.webhooks.Sealer;
import java.util.Base64;
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
  void shouldNotOpenWhatWasChangedInAnyBit() {
    byte[] sealed = Base64.getDecoder().decode(sealer.seal("acme", "secret").substring(3));

    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      String text = "v1." + Base64.getEncoder().encodeToString(changed);

      assertThatThrownBy(() -> sealer.open("acme", text))
          .as("bit %d", bit)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void shouldNotOpenWhatWasCutShort() {
    assertThatThrownBy(() -> sealer.open("acme", "v1.AAAA"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
