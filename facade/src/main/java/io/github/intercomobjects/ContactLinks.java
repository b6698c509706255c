package io.github.intercomobjects;

import io.github.intercomobjects.client.model.CreateContactRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The contacts that the attributes of objects name by key, and their ids. Thread-safe. */
final class ContactLinks {
  private final Calls calls;

  ContactLinks(Calls calls) {
    this.calls = calls;
  }

  /** Returns the draft with ids instead of keys, which it may have to look up. */
  Draft resolve(Draft draft) {
    Map<String, @Nullable Object> resolved = null;
    for (Map.Entry<String, @Nullable Object> attribute : draft.attributes().entrySet()) {
      ContactNames names = ContactNames.of(attribute.getValue());
      if (names != null) {
        resolved = resolved == null ? new LinkedHashMap<>(draft.attributes()) : resolved;
        resolved.put(attribute.getKey(), json(attribute.getKey(), names));
      }
    }
    return resolved == null
        ? draft
        : new Draft(draft.externalId(), draft.times(), resolved, draft.source());
  }

  private @Nullable Object json(String attribute, ContactNames names) {
    ContactDirectory directory = new ContactDirectory(calls);
    List<String> ids = new ArrayList<>(names.keys().size());
    for (ContactKey key : names.keys()) {
      String id = directory.find(key).orElse(null);
      if (id == null && names.missing() != ContactNames.Missing.UNLINK) {
        id = names.missing() == ContactNames.Missing.CREATE ? create(key) : null;
        if (id == null) {
          throw new Contacts(calls)
              .missing(
                  key,
                  "attribute %s names it: create it first, or add orCreated() or orUnlinked() to the References"
                      .formatted(ForeignText.of(attribute)));
        }
      }
      if (id != null) {
        ids.add(id);
      }
    }
    return !names.isOne() ? List.copyOf(ids) : ids.isEmpty() ? null : ids.get(0);
  }

  private String create(ContactKey key) {
    CreateContactRequest.Builder contact = CreateContactRequest.builder();
    try {
      return new Contacts(calls, true)
          .findOrCreate(
              (key.by() == ContactKey.By.EMAIL
                      ? contact.email(key.getValue())
                      : contact.externalId(key.getValue()))
                  .build())
          .getId();
    } catch (DecodingException e) {
      // Its outcome is that of the contact, and this one is about the object.
      throw new DecodingException(
          e.getMessage() + "; the object that names the contact was not sent",
          e,
          IntercomException.Outcome.NOT_APPLIED,
          e.getAttempts());
    }
  }

  /** Forgets the contacts of a draft whose ids Intercom skipped, because they may be gone. */
  void forget(Draft named, List<Upserted.Dropped> dropped) {
    for (Upserted.Dropped one : dropped) {
      ContactNames names = ContactNames.of(named.attributes().get(one.getName()));
      if (names != null) {
        names.keys().forEach(calls.settings().credentials().contacts()::forget);
      }
    }
  }
}
