package dev.rollbook.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SPEC D4: when a plan of deactivations is held. */
class GuardTest {

  @ParameterizedTest(name = "D4 {0}")
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = false,
      value = {
        // rule                                             | percent | minUsers | planned |
        // eligible | held
        "no plan is never held                              |  20 |  20 |       0 |        0 | false",
        "a fifth is not more than 20 percent                |  20 |  20 |      20 |      100 | false",
        "more than a fifth is held                          |  20 |  20 |      21 |      100 | true",
        "a part of a percent more is held                   |  20 |  20 |   20001 |   100000 | true",
        "a fifth of a large tenant is not held              |  20 |  20 |   20000 |   100000 | false",
        "at least 20 users: 19 of 40 are not held           |  20 |  20 |      19 |       40 | false",
        "at least 20 users: 20 of 40 are held               |  20 |  20 |      20 |       40 | true",
        "20 of 99 are more than 20 percent                  |  20 |  20 |      20 |       99 | true",
        "everybody of a million is held                     |  20 |  20 | 1000000 |  1000000 | true",
        "the tenant's own percent: 50 of 100 pass           |  50 |  20 |      50 |      100 | false",
        "the tenant's own percent: 51 of 100 are held       |  50 |  20 |      51 |      100 | true",
        "100 percent holds nothing up to half               | 100 |   0 |      50 |      100 | false",
        "0 percent holds any plan                           |   0 |   0 |       1 |     1000 | true",
        "0 percent holds no plan of nobody                  |   0 |   0 |       0 |     1000 | false",
        "the tenant's own least number: 4 pass              |  20 |   5 |       4 |        8 | false",
        "the tenant's own least number: 5 are held          |  20 |   5 |       5 |       10 | true",
        "more than half is held whatever the percentage     | 100 |   0 |      51 |      100 | true",
        "more than half is held whatever the least number   |  20 |  20 |      12 |       12 | true",
        "3 of 5 are more than half                          | 100 | 999 |       3 |        5 | true",
        "3 of 6 are not more than half                      | 100 | 999 |       3 |        6 | false",
        "2 of 2 are too few to be held for it               | 100 | 999 |       2 |        2 | false",
      })
  void holds(String rule, int percent, int minUsers, long planned, long eligible, boolean held) {
    assertThat(new Guard(percent, minUsers).holds(planned, eligible)).as(rule).isEqualTo(held);
  }

  @Test
  void shouldBeTwentyPercentAndTwentyUsersUnlessTheTenantSaysOtherwise() {
    assertThat(Guard.DEFAULT).isEqualTo(new Guard(20, 20));
  }
}
