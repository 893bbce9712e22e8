package dev.rollbook.testkit;

import dev.rollbook.webhooks.Sealer;

class PlainSealerTest extends SealerContract {

  @Override
  protected Sealer sealer() {
    return new PlainSealer();
  }
}
