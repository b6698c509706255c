package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.sandbox.SearchFilter.Field;
import io.github.intercomobjects.sandbox.SearchFilter.Kind;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The search for conversations. Runs under the workspace's lock. */
final class ConversationSearch {
  private static final int DEFAULT_PER_PAGE = 20;
  private static final CursorPage.Order<ConversationRecord> NEWEST_FIRST =
      new CursorPage.Order<>(
          conversation -> conversation.createdAt().getEpochSecond(), ConversationRecord::id, false);

  private final State state;
  private final ConversationView view;
  private final SearchFilter<ConversationRecord> filter;

  ConversationSearch(State state, ConversationView view) {
    this.state = state;
    this.view = view;
    this.filter =
        new SearchFilter<>(
            "conversations",
            Map.of(
                "id", new Field<>(Kind.ID, conversation -> Set.of(conversation.id())),
                "contact_ids", new Field<>(Kind.ID, this::contactIds),
                "title", new Field<>(Kind.TEXT, ConversationSearch::title),
                "read",
                    new Field<>(
                        Kind.FLAG,
                        conversation -> Set.of(Boolean.toString(conversation.details().read())))),
            ConversationRecord::attributes);
  }

  ObjectNode search(Call call) {
    ObjectNode request = call.json();
    Predicate<ConversationRecord> wanted = filter.read(request);
    ObjectNode body = Json.object();
    NEWEST_FIRST
        .page(
            state.conversations().stream()
                .filter(conversation -> !conversation.isArchived())
                .filter(wanted)
                .toList(),
            PageRequest.ofBody(request, DEFAULT_PER_PAGE))
        .put(
            body,
            "conversation.list",
            "conversations",
            conversation -> view.listed(conversation, call.version()));
    return body;
  }

  private Set<String> contactIds(ConversationRecord conversation) {
    return state.current(conversation.contactIds()).stream()
        .map(ContactRecord::id)
        .collect(Collectors.toSet());
  }

  private static Set<String> title(ConversationRecord conversation) {
    String title = conversation.details().title();
    return title == null ? Set.of() : Set.of(title);
  }
}
