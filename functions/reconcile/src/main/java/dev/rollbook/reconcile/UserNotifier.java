package dev.rollbook.reconcile;

import dev.rollbook.directory.Access;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.directory.Users;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportOptions.Notify;
import dev.rollbook.imports.Notification;
import dev.rollbook.imports.NotificationBuilder;
import dev.rollbook.imports.Notifications;
import dev.rollbook.imports.Progress;
import dev.rollbook.imports.RowBatch;
import dev.rollbook.imports.Tally;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the platform's mailer of created users and newly granted access, once (SPEC A9). That a
 * batch's users were told is stored as soon as the queue has taken the messages; a batch that is
 * tried again tells only what is not stored as told.
 *
 * <p>A crash, or an outage that outlasts all tries, may come between the first message and the
 * note, and then the messages go out again, under the same ids: the queue drops them if that is
 * within its five minutes, and later the mailer can tell them by their ids. The other way round,
 * stored first and sent second, the same crash would lose them, and a user who is never told of an
 * account has no use of it.
 */
final class UserNotifier {

  private final Users users;
  private final Notifications notifications;
  private final Progress told;

  UserNotifier(Users users, Notifications notifications, Progress told) {
    this.users = users;
    this.notifications = notifications;
    this.told = told;
  }

  /**
   * Tells the users of a batch.
   *
   * @param again whether an earlier try may have told them
   */
  void notify(Import running, RowBatch batch, List<PlannedRow> ended, boolean again) {
    if (!running.options().notification().send()) {
      return;
    }
    List<PlannedRow> toTell =
        ended.stream()
            .filter(row -> row.outcome() == Outcome.CREATED || !row.change().access().isEmpty())
            .toList();
    String name = Progress.ofNotifications(running.importId());
    if (toTell.isEmpty() || (again && told.settled(name).batches().contains(batch.batch()))) {
      return;
    }
    notifications.send(messages(running, batch.rows(), toTell));
    told.settle(name, batch.batch(), batch.batches(), Tally.NONE);
  }

  private List<Notification> messages(
      Import running, List<RosterRow> rows, List<PlannedRow> toTell) {
    Map<String, String> emails = emails(running, rows, toTell);
    List<Notification> messages = new ArrayList<>();
    for (PlannedRow row : toTell) {
      String email = emails.getOrDefault(row.username(), "");
      if (row.outcome() == Outcome.CREATED) {
        messages.add(
            notification(running, row, email, Notification.Type.ACTIVATION, new Access("", "")));
      }
      row.change()
          .access()
          .forEach(
              access ->
                  messages.add(
                      notification(running, row, email, Notification.Type.ACCESS, access)));
    }
    return messages;
  }

  /** Where to: what the roster says, else what the directory has. */
  private Map<String, String> emails(
      Import running, List<RosterRow> rows, List<PlannedRow> toTell) {
    Map<String, String> emails = new HashMap<>();
    rows.forEach(
        row -> {
          String email = row.values().getOrDefault(Target.Field.EMAIL.text(), "");
          if (!email.isEmpty()) {
            emails.put(row.username(), email);
          }
        });
    List<String> unknown =
        toTell.stream()
            .map(PlannedRow::username)
            .filter(name -> !emails.containsKey(name))
            .toList();
    users
        .find(running.tenant(), unknown, new Meter())
        .forEach((name, user) -> emails.put(name, user.email()));
    return emails;
  }

  private static Notification notification(
      Import running, PlannedRow row, String email, Notification.Type type, Access access) {
    Notify notify = running.options().notification();
    String occasion =
        type == Notification.Type.ACTIVATION
            ? "activation"
            : "access/" + access.product() + "/" + access.offer();
    return NotificationBuilder.builder()
        .id(running.importId() + "/" + row.username() + "/" + occasion)
        .type(type)
        .tenant(running.tenant())
        .importId(running.importId())
        .username(row.username())
        .email(email)
        .language(notify.language().isEmpty() ? running.language() : notify.language())
        .template(notify.template())
        .product(access.product())
        .offer(access.offer())
        .build();
  }
}
