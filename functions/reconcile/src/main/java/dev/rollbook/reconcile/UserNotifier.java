package dev.rollbook.reconcile;

import dev.rollbook.directory.Access;
import dev.rollbook.directory.Meter;
import dev.rollbook.directory.PlannedRow;
import dev.rollbook.directory.PlannedRow.Outcome;
import dev.rollbook.directory.Users;
import dev.rollbook.imports.Import;
import dev.rollbook.imports.ImportOptions.Notify;
import dev.rollbook.imports.Notification;
import dev.rollbook.imports.Notifications;
import dev.rollbook.roster.RosterRow;
import dev.rollbook.roster.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the platform's mailer of created users and newly granted access (SPEC A9). A batch that is
 * tried again tells again under the same ids, which the queue drops.
 */
final class UserNotifier {

  private final Users users;
  private final Notifications notifications;

  UserNotifier(Users users, Notifications notifications) {
    this.users = users;
    this.notifications = notifications;
  }

  void notify(Import running, List<RosterRow> rows, List<PlannedRow> ended) {
    Notify notify = running.options().notification();
    if (!notify.send()) {
      return;
    }
    List<PlannedRow> toTell =
        ended.stream()
            .filter(row -> row.outcome() == Outcome.CREATED || !row.change().access().isEmpty())
            .toList();
    Map<String, String> emails = emails(running, rows, toTell);
    List<Notification> told = new ArrayList<>();
    for (PlannedRow row : toTell) {
      String email = emails.getOrDefault(row.username(), "");
      if (row.outcome() == Outcome.CREATED) {
        told.add(
            notification(running, row, email, Notification.Type.ACTIVATION, new Access("", "")));
      }
      row.change()
          .access()
          .forEach(
              access ->
                  told.add(notification(running, row, email, Notification.Type.ACCESS, access)));
    }
    if (!told.isEmpty()) {
      notifications.send(told);
    }
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
    return new Notification(
        running.importId() + "/" + row.username() + "/" + occasion,
        type,
        running.tenant(),
        running.importId(),
        row.username(),
        email,
        notify.language().isEmpty() ? running.language() : notify.language(),
        notify.template(),
        access.product(),
        access.offer());
  }
}
