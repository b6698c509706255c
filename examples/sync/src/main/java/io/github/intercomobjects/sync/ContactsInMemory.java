package io.github.intercomobjects.sync;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** For sources that are known to be small. */
final class ContactsInMemory implements ContactMemory {
  private final Map<ContactKey, String> ids = new ConcurrentHashMap<>();
  private final Map<ContactKey, String> refusals = new ConcurrentHashMap<>();
  private final Set<ContactKey> wanted = ConcurrentHashMap.newKeySet();

  @Override
  public @Nullable String id(ContactKey key) {
    return ids.get(key);
  }

  @Override
  public void remember(ContactKey key, String id) {
    ids.put(key, id);
  }

  @Override
  public void forget(ContactKey key) {
    ids.remove(key);
    refusals.remove(key);
  }

  @Override
  public void want(ContactKey key) {
    wanted.add(key);
  }

  @Override
  public boolean isWanted(ContactKey key) {
    return wanted.contains(key);
  }

  @Override
  public long wanted() {
    return wanted.size();
  }

  @Override
  public Iterator<ContactKey> wantedKeys() {
    return wanted.iterator();
  }

  @Override
  public void refuse(ContactKey key, String reason) {
    refusals.put(key, reason);
  }

  @Override
  public @Nullable String refusal(ContactKey key) {
    return refusals.get(key);
  }
}
