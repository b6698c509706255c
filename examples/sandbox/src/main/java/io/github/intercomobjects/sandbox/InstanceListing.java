package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The list of instances of a type. Runs under the workspace's lock. */
final class InstanceListing {
  private static final String BY_CONTACT = "references_contact_id";
  private static final String BY_CONVERSATION = "references_conversation_id";
  private static final int DEFAULT_PER_PAGE = 20;
  private static final int MAX_PER_PAGE = 150;

  private final State state;
  private final InstanceView view;
  private final String baseUrl;

  InstanceListing(State state, InstanceView view, String baseUrl) {
    this.state = state;
    this.view = view;
    this.baseUrl = baseUrl;
  }

  /** Returns the external id of a look-up, which since 2.16 has the path and method of the list. */
  String lookupId(Call call) {
    if (call.version().isAtLeast(ApiVersion.V2_16)
        && (call.hasParameter(BY_CONTACT) || call.hasParameter(BY_CONVERSATION))) {
      throw Refusal.invalid(
          "external_id",
          "external_id cannot be combined with " + BY_CONTACT + " or " + BY_CONVERSATION);
    }
    return call.parameter("external_id");
  }

  ObjectNode list(String type, Call call) {
    InstanceTable table = InstanceCalls.table(state, type);
    if (!call.version().isAtLeast(ApiVersion.V2_16)) {
      throw Refusal.missing("external_id");
    }
    int page = call.number("page", 1, Integer.MAX_VALUE);
    int perPage = call.number("per_page", DEFAULT_PER_PAGE, MAX_PER_PAGE);
    List<String> oldestFirst = ids(table, call);
    int total = oldestFirst.size();
    int totalPages = (total + perPage - 1) / perPage;

    ObjectNode body = Json.object();
    body.put("type", "list");
    ObjectNode pages = body.putObject("pages");
    pages.put("type", "pages");
    pages.put("page", page);
    pages.put("per_page", perPage);
    pages.put("total_pages", totalPages);
    if (page < totalPages) {
      pages.put("next", nextUrl(call, page + 1, perPage));
    }
    body.put("total_count", total);
    ArrayNode data = body.putArray("data");
    long first = (long) (page - 1) * perPage;
    for (long i = first; i < Math.min(first + perPage, total); i++) {
      StoredInstance instance = table.byId(oldestFirst.get(total - 1 - (int) i));
      if (instance != null) {
        data.add(view.full(table, instance));
      }
    }
    return body;
  }

  private List<String> ids(InstanceTable table, Call call) {
    boolean byContact = call.hasParameter(BY_CONTACT);
    boolean byConversation = call.hasParameter(BY_CONVERSATION);
    if (byContact && byConversation) {
      throw Refusal.invalid(
          BY_CONVERSATION, BY_CONVERSATION + " cannot be combined with " + BY_CONTACT);
    }
    if (byContact) {
      return state.associated(table, Attribute.CONTACT, call.parameter(BY_CONTACT));
    }
    if (byConversation) {
      return state.associated(table, Attribute.CONVERSATION, call.parameter(BY_CONVERSATION));
    }
    return table.ids();
  }

  private String nextUrl(Call call, int page, int perPage) {
    StringBuilder url = new StringBuilder(baseUrl).append(call.rawPath().substring(1));
    url.append("?page=").append(page).append("&per_page=").append(perPage);
    for (String filter : List.of(BY_CONTACT, BY_CONVERSATION)) {
      if (call.hasParameter(filter)) {
        url.append('&').append(filter).append('=');
        url.append(URLEncoder.encode(call.parameter(filter), StandardCharsets.UTF_8));
      }
    }
    return url.toString();
  }
}
