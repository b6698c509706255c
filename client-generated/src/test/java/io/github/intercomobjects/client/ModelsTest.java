package io.github.intercomobjects.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.client.model.Contact;
import io.github.intercomobjects.client.model.CreateOrUpdateCustomObjectInstanceRequest;
import io.github.intercomobjects.client.model.CustomObjectInstance;
import io.github.intercomobjects.client.model.CustomObjectInstanceList;
import io.github.intercomobjects.client.model.CustomObjectInstanceLookup;
import io.github.intercomobjects.client.model.ErrorList;
import io.github.intercomobjects.client.model.UpdateContactRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generated models work with a Moshi that has no registered adapters. */
final class ModelsTest {
  private static final Moshi MOSHI = new Moshi.Builder().build();

  private static <T> T read(Class<T> type, String json) throws IOException {
    T value = MOSHI.adapter(type).fromJson(json);
    assertThat(value).isNotNull();
    return value;
  }

  private static <T> String reread(Class<T> type, String json) throws IOException {
    JsonAdapter<T> adapter = MOSHI.adapter(type);
    return adapter.toJson(adapter.fromJson(json));
  }

  @Test
  void anInstanceWithAttributesOfEveryTypeSurvivesARoundTrip() throws IOException {
    String json =
        """
        {"id":"22","type":"Order","external_id":"ORDER-1","external_created_at":1788280000,\
        "external_updated_at":null,"created_at":1788281000,"custom_attributes":{"text":"Zoë 🚲",\
        "amount":99.99,"big":9007199254740993,"huge":123456789012345678901234567890,"small":1E-7,\
        "zero":8.0,"paid":true,"coupon":null,"tags":["a",1,null,[]],"items":{"type":"Item.list",\
        "instances":[{"id":"7","type":"Item","custom_attributes":{"deep":{"x":null}}}]}}}""";
    assertThat(reread(CustomObjectInstance.class, json)).isEqualTo(json);
    CustomObjectInstance instance = read(CustomObjectInstance.class, json);
    assertThat(instance).isEqualTo(read(CustomObjectInstance.class, json));
    assertThat(instance.toBuilder().build()).isEqualTo(instance);
    assertThat(instance.getCustomAttributes())
        .containsEntry("big", 9007199254740993L)
        .containsEntry("coupon", null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"1\"}",
        "{\"id\":\"1\",\"external_id\":null}",
        "{\"id\":\"1\",\"custom_attributes\":null}",
        "{\"id\":\"1\",\"custom_attributes\":{}}",
        "{\"id\":\"1\",\"brand_new\":{\"a\":[1,2.50,null]},\"other\":null}",
        "{\"id\":\"1\",\"created_at\":8.0}",
        "{\"id\":\"1\",\"created_at\":99999999999999999}",
      })
  void absentNullAndUnknownFieldsSurviveARoundTrip(String json) throws IOException {
    assertThat(reread(CustomObjectInstance.class, json)).isEqualTo(json);
  }

  @Test
  void absentAndNullAreDifferent() throws IOException {
    CustomObjectInstance instance =
        read(CustomObjectInstance.class, "{\"id\":\"1\",\"external_id\":null,\"new\":null}");
    assertThat(instance.getExternalId()).isNull();
    assertThat(instance.has("external_id")).isTrue();
    assertThat(instance.has("new")).isTrue();
    assertThat(instance.has("created_at")).isFalse();
    assertThat(instance)
        .isNotEqualTo(read(CustomObjectInstance.class, "{\"id\":\"1\",\"new\":null}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2026-01-01T00:00:00Z\"",
        "11.5",
        "123456789012345678901234567890",
        "true",
        "{\"a\":1}",
        "[1]"
      })
  void aValueOfAnotherTypeIsKeptRawUnderItsName(String value) throws IOException {
    String json = "{\"id\":\"1\",\"created_at\":" + value + "}";
    CustomObjectInstance instance = read(CustomObjectInstance.class, json);
    assertThat(instance.getCreatedAt()).isNull();
    assertThat(instance.getUnknownFields()).containsOnlyKeys("created_at");
    assertThat(instance.has("created_at")).isTrue();
    assertThat(reread(CustomObjectInstance.class, json)).isEqualTo(json);
  }

  @Test
  void aFieldOfAnyTypeAcceptsAnyJson() throws IOException {
    for (String name :
        List.of("type", "role", "email", "created_at", "has_hard_bounced", "custom_attributes")) {
      for (String value : List.of("\"x\"", "1", "1.5", "true", "null", "[]", "{}", "[{}]")) {
        String json = "{\"id\":\"1\",\"" + name + "\":" + value + "}";
        assertThat(FreeFormJson.ADAPTER.fromJson(reread(Contact.class, json)))
            .isEqualTo(FreeFormJson.ADAPTER.fromJson(json));
      }
    }
  }

  @Test
  void toStringNamesThePropertiesAndShowsOnlyIds() throws IOException {
    String json =
        """
        {"type":"contact","id":"63a0","external_id":"customer-7","email":"zoe@example.com",\
        "name":null,"custom_attributes":{"tier":"gold"},"brand_new":"secret","ticket_id":["secret"],\
        "tags":{"type":"list","data":[{"id":"1","type":"tag"}]}}""";
    assertThat(read(Contact.class, json))
        .hasToString(
            "Contact{type=contact, id=63a0, external_id=customer-7, email, name,"
                + " custom_attributes, tags, brand_new, ticket_id}");
    assertThat(read(CustomObjectInstanceLookup.class, "{\"id\":\"1\",\"created_at\":5}"))
        .hasToString("CustomObjectInstanceLookup{CustomObjectInstance{id=1, created_at}}");
    assertThat(read(CustomObjectInstanceLookup.class, "\"secret\""))
        .hasToString("CustomObjectInstanceLookup{…}");
  }

  @Test
  void toStringOfAnErrorShowsItsCodeAndMessage() throws IOException {
    ErrorList list =
        read(
            ErrorList.class,
            "{\"errors\":[{\"code\":\"a\",\"message\":\"Text\",\"field\":\"f\",\"more\":1}],"
                + "\"error_key\":\"some_key\"}");
    assertThat(list.getErrors()).hasToString("[ErrorItem{code=a, message=Text, field=f, more}]");
    assertThat(list).hasToString("ErrorList{errors, error_key=some_key}");
  }

  @Test
  void toStringIsPrintableAndOfBoundedLength() throws IOException {
    String odd = "a\\u001b[31m\\n\\u202e" + "x".repeat(100_000);
    String json = "{\"id\":\"" + odd + "\",\"" + odd + "\":1,\"b\":1}";
    assertThat(read(CustomObjectInstance.class, json).toString())
        .startsWith("CustomObjectInstance{id=a [31m x")
        .hasSizeLessThan(2500)
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
  }

  @Test
  void theLastOfTwoValuesWithTheSameNameWins() throws IOException {
    assertThat(
            reread(
                CustomObjectInstance.class, "{\"id\":\"1\",\"created_at\":\"x\",\"created_at\":5}"))
        .isEqualTo("{\"id\":\"1\",\"created_at\":5}");
    assertThat(
            reread(
                CustomObjectInstance.class, "{\"id\":\"1\",\"created_at\":5,\"created_at\":\"x\"}"))
        .isEqualTo("{\"id\":\"1\",\"created_at\":\"x\"}");
  }

  @Test
  void anIdThatIsANumberIsReadAsText() throws IOException {
    assertThat(read(CustomObjectInstance.class, "{\"id\":16032025}").getId()).isEqualTo("16032025");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"id\":null}", "{\"id\":{}}", "{\"id\":true}"})
  void anObjectWithoutAValidIdIsRejected(String json) {
    assertThatThrownBy(() -> read(CustomObjectInstance.class, json))
        .isInstanceOf(JsonDataException.class)
        .hasMessage("CustomObjectInstance without a valid 'id' at path $");
  }

  @Test
  void aListWithAnItemThatIsNotAnObjectIsKeptRaw() throws IOException {
    String json = "{\"errors\":[{\"code\":\"a\"},\"text\",null]}";
    ErrorList list = read(ErrorList.class, json);
    assertThat(list.getErrors()).isNull();
    assertThat(list.getUnknownFields()).containsOnlyKeys("errors");
    assertThat(reread(ErrorList.class, json)).isEqualTo(json);
  }

  @Test
  void aListOfObjectsIsTypedAndCannotBeModified() throws IOException {
    CustomObjectInstanceList list =
        read(
            CustomObjectInstanceList.class,
            "{\"data\":[{\"id\":\"1\"},{\"id\":2}],\"pages\":{\"page\":1,\"x\":2}}");
    assertThat(list.getData()).extracting(CustomObjectInstance::getId).containsExactly("1", "2");
    assertThat(list.getPages()).isNotNull();
    assertThatThrownBy(() -> list.getData().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aLookupIsAnObjectOrNotFoundOrRaw() throws IOException {
    CustomObjectInstanceLookup object =
        read(CustomObjectInstanceLookup.class, "{\"id\":\"1\",\"new\":true}");
    assertThat(object.getCustomObjectInstance()).isNotNull();
    assertThat(object.getCustomObjectInstanceNotFound()).isNull();
    CustomObjectInstanceLookup notFound =
        read(CustomObjectInstanceLookup.class, "{\"found\":false}");
    assertThat(notFound.getCustomObjectInstance()).isNull();
    assertThat(notFound.getCustomObjectInstanceNotFound()).isNotNull();
    CustomObjectInstanceLookup raw = read(CustomObjectInstanceLookup.class, "[1,{\"a\":null}]");
    assertThat(raw.getCustomObjectInstance()).isNull();
    assertThat(raw.getRaw()).isInstanceOf(List.class);
    for (String json : List.of("{\"id\":\"1\",\"new\":true}", "{\"found\":false}", "[1]", "7")) {
      assertThat(reread(CustomObjectInstanceLookup.class, json)).isEqualTo(json);
    }
  }

  @Test
  void anOpenEnumHasConstantsAndAcceptsOtherValues() throws IOException {
    assertThat(read(Contact.class, "{\"id\":\"1\",\"role\":\"lead\"}").getRole())
        .isSameAs(Contact.Role.LEAD);
    Contact.Role role = read(Contact.class, "{\"id\":\"1\",\"role\":\"alien\"}").getRole();
    assertThat(role).isEqualTo(Contact.Role.of("alien")).hasToString("alien");
    assertThat(reread(Contact.class, "{\"id\":\"1\",\"role\":\"alien\"}"))
        .isEqualTo("{\"id\":\"1\",\"role\":\"alien\"}");
  }

  @Test
  void aRequestHasOnlyThePropertiesThatWereSet() {
    JsonAdapter<UpdateContactRequest> adapter = MOSHI.adapter(UpdateContactRequest.class);
    assertThat(adapter.toJson(UpdateContactRequest.builder().build())).isEqualTo("{}");
    assertThat(adapter.toJson(UpdateContactRequest.builder().email(null).build()))
        .isEqualTo("{\"email\":null}");
    assertThat(
            adapter.toJson(
                UpdateContactRequest.builder()
                    .customAttributes(Map.of("order", List.of("21")))
                    .build()))
        .isEqualTo("{\"custom_attributes\":{\"order\":[\"21\"]}}");
    assertThat(
            adapter.toJson(
                UpdateContactRequest.builder()
                    .customAttributes(Collections.singletonMap("coupon", null))
                    .build()))
        .isEqualTo("{\"custom_attributes\":{\"coupon\":null}}");
  }

  @Test
  void aLaterChangeOfAMapDoesNotChangeTheModel() {
    Map<String, Object> attributes = new HashMap<>(Map.of("a", 1));
    CreateOrUpdateCustomObjectInstanceRequest request =
        CreateOrUpdateCustomObjectInstanceRequest.builder().customAttributes(attributes).build();
    attributes.put("b", 2);
    assertThat(request.getCustomAttributes()).containsOnlyKeys("a");
  }

  @Test
  void aSetterReplacesARawValueOfTheSameName() throws IOException {
    CustomObjectInstance read =
        read(CustomObjectInstance.class, "{\"id\":\"1\",\"updated_at\":\"x\",\"new\":1}");
    assertThat(
            MOSHI
                .adapter(CustomObjectInstance.class)
                .toJson(read.toBuilder().updatedAt(5L).build()))
        .isEqualTo("{\"id\":\"1\",\"updated_at\":5,\"new\":1}");
  }

  @Test
  void aModelCannotBeBuiltWithoutItsId() {
    assertThatThrownBy(() -> CustomObjectInstance.builder().type("Order").build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("CustomObjectInstance.id is required: call id(..) before build()");
  }

  @Test
  void aValueThatJsonCannotRepresentIsRejectedWithItsPath() {
    assertThatThrownBy(
            () ->
                MOSHI
                    .adapter(UpdateContactRequest.class)
                    .toJson(
                        UpdateContactRequest.builder()
                            .customAttributes(Map.of("at", new Object[0]))
                            .build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("JSON has no form for ")
        .hasMessageContaining("at path $.custom_attributes.at");
  }
}
