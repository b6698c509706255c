package io.github.intercomobjects.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.client.model.Attachment;
import io.github.intercomobjects.client.model.Contact;
import io.github.intercomobjects.client.model.Conversation;
import io.github.intercomobjects.client.model.ConversationEventDetails;
import io.github.intercomobjects.client.model.ConversationPart;
import io.github.intercomobjects.client.model.ConversationResponseTime;
import io.github.intercomobjects.client.model.ConversationStatistics;
import io.github.intercomobjects.client.model.Ticket;
import io.github.intercomobjects.client.model.TicketStateOrText;
import io.github.intercomobjects.spec.JsonTrees;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that occur although some official description excludes them. */
final class UndocumentedValuesTest {
  private static final Moshi MOSHI = new Moshi.Builder().build();

  /** Reads {@code json}, and requires that it is written unchanged. */
  private static <T> T read(Class<T> type, String json) throws IOException {
    JsonAdapter<T> adapter = MOSHI.adapter(type);
    T value = adapter.fromJson(json);
    assertThat(value).isNotNull();
    assertThat(JsonTrees.parse(adapter.toJson(value))).isEqualTo(JsonTrees.parse(json));
    return value;
  }

  @Test
  void aTicketStateIsAnObjectOrText() throws IOException {
    assertThat(read(Ticket.class, "{\"id\":\"1\",\"ticket_state\":\"submitted\"}").getTicketState())
        .isEqualTo(TicketStateOrText.of("submitted"))
        .satisfies(text -> assertThat(text.getString()).isEqualTo("submitted"))
        .satisfies(text -> assertThat(text.getTicketState()).isNull());
    assertThat(
            read(
                    Ticket.class,
                    "{\"id\":\"1\",\"ticket_state\":{\"type\":\"ticket_state\",\"id\":\"5\"}}")
                .getTicketState())
        .satisfies(object -> assertThat(object.getString()).isNull())
        .satisfies(
            object ->
                assertThat(object.getTicketState())
                    .satisfies(state -> assertThat(state.getId()).isEqualTo("5")));
    assertThat(read(Ticket.class, "{\"id\":\"1\",\"ticket_state\":null}").getTicketState())
        .isNull();
    assertThat(read(Ticket.class, "{\"id\":\"1\",\"ticket_state\":7}").getTicketState())
        .satisfies(s -> assertThat(s.getRaw()).isEqualTo(7L));
  }

  @Test
  void countersAndDurationsMayHaveAFraction() throws IOException {
    assertThat(
            read(ConversationStatistics.class, "{\"median_time_to_reply\":11.5}")
                .getMedianTimeToReply())
        .isEqualByComparingTo("11.5");
    assertThat(read(ConversationResponseTime.class, "{\"response_time\":8.0}").getResponseTime())
        .isEqualByComparingTo("8");
    assertThat(read(ConversationStatistics.class, "{\"count_reopens\":2.0}").getCountReopens())
        .isEqualTo(2L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e1000000000", "0E-1000000000", "1e99999999999"})
  void anOverlongNumberDoesNotFailTheModel(String number) throws IOException {
    JsonAdapter<ConversationStatistics> adapter = MOSHI.adapter(ConversationStatistics.class);
    ConversationStatistics read =
        adapter.fromJson(
            "{\"median_time_to_reply\":" + number + ",\"count_reopens\":" + number + "}");
    assertThat(read).isNotNull();
    assertThat(read.getMedianTimeToReply()).isNull();
    assertThat(read.getCountReopens()).isNull();
    assertThat(read.getUnknownFields())
        .isEqualTo(Map.of("median_time_to_reply", number, "count_reopens", number));
    assertThat(adapter.fromJson(adapter.toJson(read))).isEqualTo(read);
  }

  @Test
  void idsMayBeNumbersAndZero() throws IOException {
    assertThat(MOSHI.adapter(ConversationPart.class).fromJson("{\"id\":3}"))
        .satisfies(part -> assertThat(part.getId()).isEqualTo("3"));
    assertThat(
            MOSHI
                .adapter(Conversation.class)
                .fromJson("{\"id\":\"1\",\"team_assignee_id\":5017690,\"admin_assignee_id\":0}"))
        .satisfies(
            c -> {
              assertThat(c.getTeamAssigneeId()).isEqualTo("5017690");
              assertThat(c.getAdminAssigneeId()).isEqualTo("0");
            });
  }

  @Test
  void timesMayBeInMillisecondsBeyond32BitsOrText() throws IOException {
    assertThat(read(Contact.class, "{\"id\":\"1\",\"signed_up_at\":1788100000000}").getSignedUpAt())
        .isEqualTo(1788100000000L);
    assertThat(read(Contact.class, "{\"id\":\"1\",\"last_seen_at\":2738966400}").getLastSeenAt())
        .isEqualTo(2738966400L);
    Contact text =
        read(Contact.class, "{\"id\":\"1\",\"android_last_seen_at\":\"2025-06-25T10:57:57Z\"}");
    assertThat(text.getAndroidLastSeenAt()).isNull();
    assertThat(text.getUnknownFields())
        .containsEntry("android_last_seen_at", "2025-06-25T10:57:57Z");
  }

  @Test
  void sizesOfAttachmentsMayBeNumbersOrText() throws IOException {
    Attachment attachment = read(Attachment.class, "{\"filesize\":\"1024\",\"width\":100}");
    assertThat(attachment.getFilesize())
        .satisfies(s -> assertThat(s.getString()).isEqualTo("1024"));
    assertThat(attachment.getWidth()).satisfies(w -> assertThat(w.getLong()).isEqualTo(100L));
  }

  @Test
  void knownEventDetailsAreTypedAndOthersAreKept() throws IOException {
    ConversationEventDetails byAdmin =
        read(
            ConversationEventDetails.class,
            "{\"attribute\":{\"name\":\"tier\"},\"value\":{\"name\":\"gold\",\"previous\":null}}");
    assertThat(byAdmin.getAttribute()).satisfies(a -> assertThat(a.getName()).isEqualTo("tier"));
    assertThat(byAdmin.getValue()).satisfies(v -> assertThat(v.getName()).isEqualTo("gold"));
    assertThat(byAdmin.getWorkflow()).isNull();
    ConversationEventDetails unknown =
        read(ConversationEventDetails.class, "{\"weather\":{\"kind\":[\"rain\",1.50]}}");
    assertThat(unknown.getUnknownFields()).containsOnlyKeys("weather");
    assertThat(read(ConversationPart.class, "{\"event_details\":null}").getEventDetails()).isNull();
  }

  @Test
  void attributesOfConversationsMayHaveAnyType() throws IOException {
    assertThat(
            read(
                    Conversation.class,
                    "{\"id\":\"1\",\"statistics\":null,\"custom_attributes\":"
                        + "{\"a\":true,\"b\":1.50,\"c\":null,\"d\":[1,[]],\"e\":{\"f\":{}}}}")
                .getCustomAttributes())
        .containsEntry("a", true);
  }
}
