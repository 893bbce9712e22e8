package dev.rollbook.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What takes turns (SPEC S5, D6, G8). */
class TicketTest {

  @Test
  void shouldComeBackFromItsText() {
    for (Ticket ticket :
        List.of(Ticket.ofImport("01J"), Ticket.ofApproval("01J"), Ticket.ofChange("a:b"))) {
      assertThat(Ticket.parse(ticket.text())).isEqualTo(ticket);
    }
    assertThat(Ticket.ofImport("01J")).isNotEqualTo(Ticket.ofApproval("01J"));
  }

  @Test
  void shouldRefuseATextThatIsNone() {
    assertThatThrownBy(() -> Ticket.parse("01J")).isInstanceOf(IllegalArgumentException.class);
  }
}
