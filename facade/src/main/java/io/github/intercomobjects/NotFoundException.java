package io.github.intercomobjects;

/**
 * What the call named does not exist: the object, the contact, the conversation, or the custom
 * object type itself (404, or 200 with {@code found: false} in newer versions).
 *
 * <p>The {@code find} methods give an empty {@link java.util.Optional} for a missing object
 * instead; a missing <em>type</em> is always this exception. Check the identifier of the type in
 * Intercom under Settings &gt; Data &gt; Custom objects: it is fixed when the type is made, and
 * does not follow the label.
 */
public final class NotFoundException extends ApiException {
  private static final long serialVersionUID = 1;

  NotFoundException(Refusal refusal) {
    super(refusal);
  }
}
