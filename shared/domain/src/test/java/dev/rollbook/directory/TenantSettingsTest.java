package dev.rollbook.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollbook.directory.TenantSettings.Profile;
import org.junit.jupiter.api.Test;

/** What a tenant sets. */
final class TenantSettingsTest {

  private static final TenantSettings SOME =
      new TenantSettings("boss", "deputy", 5, new Guard(1, 2), "de", Profile.EMPTY);

  @Test
  void shouldChangeNothingButTheSupervisors() { // SPEC U14
    assertThat(SOME.withSupervisors("chief", ""))
        .isEqualTo(new TenantSettings("chief", "", 5, new Guard(1, 2), "de", Profile.EMPTY));
  }

  @Test
  void shouldChangeNothingButTheProfile() { // SPEC S6
    assertThat(TenantSettings.DEFAULT.with(Profile.EMPTY)).isEqualTo(TenantSettings.DEFAULT);
    assertThat(SOME.with(Profile.EMPTY)).isEqualTo(SOME);
  }
}
