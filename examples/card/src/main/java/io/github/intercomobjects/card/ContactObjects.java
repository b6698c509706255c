package io.github.intercomobjects.card;

import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.NotFoundException;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.Parent;
import io.github.intercomobjects.canvas.PerContact;
import java.util.List;
import java.util.Objects;

/**
 * The objects of one type that belong to the contacts of requests, in the order of Intercom's list:
 * its examples have the newest first, but it documents no order. One call lists them; they are kept
 * for half a minute, because Intercom requests the card at each switch.
 */
final class ContactObjects<T> {
  /** What a person pages through. Intercom returns 150 in one call. */
  private static final int MAX = 100;

  private final ObjectType<T> type;
  private final PerContact<List<CustomObject<T>>> kept =
      PerContact.<List<CustomObject<T>>>builder().build();

  ContactObjects(ObjectType<T> type) {
    this.type = type;
  }

  /** Returns the operations on the type in the workspace of a click, for its next call. */
  CustomObjects<T> in(Click click) {
    return click.intercom().customObjects(type);
  }

  /**
   * Returns the objects of the contact of a click.
   *
   * @throws CardProblem if there is no such contact
   */
  List<CustomObject<T>> of(Click click) {
    if (click.getRequest().getContactId() == null) {
      throw new CardProblem("Intercom sent no contact, so there is nothing to show.");
    }
    return kept.get(click.getRequest(), id -> load(click, id));
  }

  /**
   * Returns the object with the id in the component that was used. It is looked up among those of
   * the contact, so that nobody sees or changes the objects of others.
   *
   * @throws CardProblem if the contact has no such object
   */
  CustomObject<T> one(Click click) {
    String id = click.getRequest().getPart("id");
    return of(click).stream()
        .filter(object -> object.getId().equals(id))
        .findFirst()
        .orElseThrow(() -> new CardProblem("This is no longer among the objects of the contact."));
  }

  /** Forgets the objects of the contact of a click, after one was changed. */
  void forget(Click click) {
    kept.forget(Objects.requireNonNull(click.getRequest().getContactId(), "contact"));
  }

  private List<CustomObject<T>> load(Click click, String contactId) {
    List<CustomObject<T>> found = list(in(click), contactId);
    if (!found.isEmpty()) {
      return found;
    }
    // The list of an unknown contact is empty too, and so is that of one that was merged.
    String id = existing(click.intercom(), contactId);
    return id.equals(contactId) ? found : list(in(click), id);
  }

  private static String existing(Intercom intercom, String contactId) {
    try {
      return intercom.contacts().get(contactId).getId();
    } catch (NotFoundException e) {
      throw new CardProblem("The workspace of this app does not know this contact.");
    }
  }

  private List<CustomObject<T>> list(CustomObjects<T> objects, String contactId) {
    return objects.list(Parent.contact(contactId)).stream().limit(MAX).toList();
  }
}
