package io.github.intercomobjects;

import io.github.intercomobjects.client.api.ContactsApi;
import io.github.intercomobjects.client.api.ConversationsApi;
import io.github.intercomobjects.client.model.Contact;
import io.github.intercomobjects.client.model.Conversation;
import io.github.intercomobjects.client.model.UpdateContactRequest;
import io.github.intercomobjects.client.model.UpdateConversationRequest;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * The calls that read and change the custom attributes of one kind of parent.
 *
 * @param type the Retrofit interface that has the calls
 * @param show creates the call that returns the parent with an id
 * @param update creates the call that changes attributes of the parent with an id
 * @param attributes returns the custom attributes of a parent
 */
record ParentApi<A, M>(
    Class<A> type,
    BiFunction<A, String, Call<M>> show,
    Update<A, M> update,
    Function<M, @Nullable Map<String, @Nullable Object>> attributes) {

  interface Update<A, M> {
    Call<M> call(A api, String id, Map<String, @Nullable Object> attributes);
  }

  static final ParentApi<ContactsApi, Contact> CONTACTS =
      new ParentApi<>(
          ContactsApi.class,
          ContactsApi::showContact,
          (api, id, attributes) ->
              api.updateContact(
                  id, UpdateContactRequest.builder().customAttributes(attributes).build()),
          Contact::getCustomAttributes);

  static final ParentApi<ConversationsApi, Conversation> CONVERSATIONS =
      new ParentApi<>(
          ConversationsApi.class,
          ConversationsApi::retrieveConversation,
          (api, id, attributes) ->
              api.updateConversation(
                  id, UpdateConversationRequest.builder().customAttributes(attributes).build()),
          Conversation::getCustomAttributes);
}
