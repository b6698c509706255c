package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The operations of the API. */
final class Routes {
  private final List<Endpoint> endpoints = new ArrayList<>();

  Routes(Settings settings, State state, String baseUrl) {
    AttributeReader reader = new AttributeReader(state::existing);
    InstanceView instanceView = new InstanceView(state, settings.nestedNulls());
    CustomAttributesView attributes =
        new CustomAttributesView(state, instanceView, settings.instancesShown());
    instances(settings, state, reader, instanceView, baseUrl);
    contacts(state, reader, new ContactView(attributes));
    conversations(settings, state, reader, new ConversationView(state, attributes));
    tickets(settings, state);
    add("GET", "me", ApiVersion.ANY, Scopes.ANY_TOKEN, call -> AdminView.me(call.version()));
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  /** Executes the operation of a call. Runs under the workspace's lock. */
  ObjectNode dispatch(Call call) {
    return endpoints.stream()
        .filter(endpoint -> endpoint.matches(call))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("There is no " + call.method() + ' ' + call.rawPath()))
        .execute(call);
  }

  private void instances(
      Settings settings, State state, AttributeReader reader, InstanceView view, String baseUrl) {
    InstanceCalls calls = new InstanceCalls(settings, state, reader, view);
    InstanceListing listing = new InstanceListing(state, view, baseUrl);
    ApiVersion since = ApiVersion.V2_13;
    String ofType = "custom_object_instances/{}";
    String one = "custom_object_instances/{}/{}";
    add(
        "POST",
        ofType,
        since,
        Scopes.WRITE_INSTANCES,
        call -> calls.createOrUpdate(call.segment(1), call.json(), call.dropped()));
    add(
        "GET",
        ofType,
        since,
        Scopes.READ_INSTANCES,
        call ->
            call.hasParameter("external_id")
                ? calls.findByExternalId(call.segment(1), listing.lookupId(call), call.version())
                : listing.list(call.segment(1), call));
    add(
        "DELETE",
        ofType,
        since,
        Scopes.WRITE_INSTANCES,
        call -> calls.deleteByExternalId(call.segment(1), call.parameter("external_id")));
    add(
        "GET",
        one,
        since,
        Scopes.READ_INSTANCES,
        call -> calls.findById(call.segment(1), call.segment(2), call.version()));
    add(
        "DELETE",
        one,
        since,
        Scopes.WRITE_INSTANCES,
        call -> calls.deleteById(call.segment(1), call.segment(2)));
  }

  private void contacts(State state, AttributeReader reader, ContactView view) {
    ContactCalls calls = new ContactCalls(state, reader, view);
    ContactListing listing = new ContactListing(state, view);
    ApiVersion any = ApiVersion.ANY;
    add("GET", "contacts", any, Scopes.READ_CONTACTS, listing::list);
    add("POST", "contacts", any, Scopes.WRITE_CONTACTS, calls::create);
    add("POST", "contacts/search", any, Scopes.READ_CONTACTS, listing::search);
    add(
        "GET",
        "contacts/find_by_external_id/{}",
        ApiVersion.V2_13,
        Scopes.READ_CONTACTS,
        calls::findByExternalId);
    add("GET", "contacts/{}", any, Scopes.READ_CONTACTS, calls::findById);
    add("PUT", "contacts/{}", any, Scopes.WRITE_CONTACTS, calls::update);
    add("DELETE", "contacts/{}", any, Scopes.WRITE_CONTACTS, calls::delete);
    add("POST", "contacts/{}/archive", any, Scopes.WRITE_CONTACTS, calls::archive);
    add("POST", "contacts/{}/block", ApiVersion.V2_13, Scopes.WRITE_CONTACTS, calls::block);
  }

  private void conversations(
      Settings settings, State state, AttributeReader reader, ConversationView view) {
    ConversationCalls calls = new ConversationCalls(settings, state, reader, view);
    ConversationSearch search = new ConversationSearch(state, view);
    ApiVersion any = ApiVersion.ANY;
    add("POST", "conversations/search", any, Scopes.READ_CONVERSATIONS, search::search);
    add("GET", "conversations/{}", any, Scopes.READ_CONVERSATIONS, calls::findById);
    add("PUT", "conversations/{}", any, Scopes.WRITE_CONVERSATIONS, calls::update);
    add("DELETE", "conversations/{}", ApiVersion.V2_13, Scopes.DELETE_CONVERSATIONS, calls::delete);
  }

  private void tickets(Settings settings, State state) {
    TicketView view = new TicketView(state);
    People people = new People(settings, state);
    TicketCalls calls = new TicketCalls(settings, state, people, view);
    TicketUpdates updates = new TicketUpdates(state, people, view);
    TicketReplies replies = new TicketReplies(state, people);
    ApiVersion any = ApiVersion.ANY;
    add("POST", "tickets", any, Scopes.ANY_TOKEN, calls::create);
    add("GET", "tickets/{}", any, Scopes.ANY_TOKEN, calls::findById);
    add("PUT", "tickets/{}", any, Scopes.ANY_TOKEN, updates::update);
    add("DELETE", "tickets/{}", any, Scopes.ANY_TOKEN, calls::delete);
    add("POST", "tickets/{}/reply", any, Scopes.ANY_TOKEN, replies::reply);
  }

  private void add(
      String method,
      String path,
      ApiVersion since,
      List<String> scopes,
      Function<Call, ObjectNode> action) {
    endpoints.add(new Endpoint(method, List.of(path.split("/", -1)), since, scopes, action));
  }
}
