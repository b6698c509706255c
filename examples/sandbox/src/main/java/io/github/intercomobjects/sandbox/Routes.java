package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Finds the endpoint that an address and a method stand for. */
final class Routes {
  private final InstanceCalls instances;
  private final InstanceListing listing;
  private final ContactCalls contacts;
  private final ConversationCalls conversations;

  Routes(Settings settings, State state, String baseUrl) {
    InstanceView instanceView = new InstanceView(state);
    ParentView parentView = new ParentView(state, instanceView, settings.instancesShown());
    AttributeReader reader = new AttributeReader(state);
    this.instances = new InstanceCalls(settings, state, reader, instanceView);
    this.listing = new InstanceListing(state, instanceView, baseUrl);
    this.contacts = new ContactCalls(state, reader, parentView);
    this.conversations = new ConversationCalls(state, reader, parentView);
  }

  /** Runs under the workspace's lock. */
  ObjectNode dispatch(Call call) {
    List<String> path = call.segments();
    if (!path.contains("")) {
      String where = path.get(0) + '/' + path.size();
      switch (where) {
        case "custom_object_instances/2" -> {
          return ofType(call, path.get(1));
        }
        case "custom_object_instances/3" -> {
          return ofInstance(call, path.get(1), path.get(2));
        }
        case "contacts/2" -> {
          return ofContact(call, path.get(1));
        }
        case "contacts/3" -> {
          if (path.get(1).equals("find_by_external_id") && call.method().equals("GET")) {
            requireCustomObjects(call);
            return contacts.findByExternalId(path.get(2));
          }
        }
        case "conversations/2" -> {
          return ofConversation(call, path.get(1));
        }
        default -> {}
      }
    }
    throw unknown(call);
  }

  private ObjectNode ofType(Call call, String type) {
    requireCustomObjects(call);
    return switch (call.method()) {
      case "POST" -> instances.createOrUpdate(type, call.json());
      case "GET" ->
          call.hasParameter("external_id")
              ? instances.findByExternalId(type, listing.lookupId(call), call.version())
              : listing.list(type, call);
      case "DELETE" -> instances.deleteByExternalId(type, call.parameter("external_id"));
      default -> throw unknown(call);
    };
  }

  private ObjectNode ofInstance(Call call, String type, String id) {
    requireCustomObjects(call);
    return switch (call.method()) {
      case "GET" -> instances.findById(type, id, call.version());
      case "DELETE" -> instances.deleteById(type, id);
      default -> throw unknown(call);
    };
  }

  private ObjectNode ofContact(Call call, String id) {
    return switch (call.method()) {
      case "GET" -> contacts.findById(id);
      case "PUT" -> contacts.update(id, call.json());
      default -> throw unknown(call);
    };
  }

  private ObjectNode ofConversation(Call call, String id) {
    return switch (call.method()) {
      case "GET" -> conversations.findById(id, call.version());
      case "PUT" -> conversations.update(id, call.json(), call.version());
      default -> throw unknown(call);
    };
  }

  private static void requireCustomObjects(Call call) {
    if (!call.version().isAtLeast(ApiVersion.V2_13)) {
      throw Refusal.version(
          call.method() + ' ' + call.rawPath() + " needs version 2.13 or later of the API");
    }
  }

  private static Refusal unknown(Call call) {
    return Refusal.notFound("There is no " + call.method() + ' ' + call.rawPath());
  }
}
