package io.github.intercomobjects.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.canvas.model.Action;
import io.github.intercomobjects.canvas.model.ButtonComponent;
import io.github.intercomobjects.canvas.model.Canvas;
import io.github.intercomobjects.canvas.model.CheckboxComponent;
import io.github.intercomobjects.canvas.model.Component;
import io.github.intercomobjects.canvas.model.ConfigureRequest;
import io.github.intercomobjects.canvas.model.Content;
import io.github.intercomobjects.canvas.model.DividerComponent;
import io.github.intercomobjects.canvas.model.InboxInitializeRequest;
import io.github.intercomobjects.canvas.model.InboxSubmitRequest;
import io.github.intercomobjects.canvas.model.LiveCanvasRequest;
import io.github.intercomobjects.canvas.model.MessengerContext;
import io.github.intercomobjects.canvas.model.MessengerInitializeRequest;
import io.github.intercomobjects.canvas.model.MessengerSubmitRequest;
import io.github.intercomobjects.canvas.model.OpenSheetRequest;
import io.github.intercomobjects.canvas.model.Option;
import io.github.intercomobjects.canvas.model.SheetSubmitRequest;
import io.github.intercomobjects.canvas.model.SubmitAction;
import io.github.intercomobjects.canvas.model.TextComponent;
import io.github.intercomobjects.canvas.model.UrlAction;
import io.github.intercomobjects.spec.JsonTrees;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The models read what Intercom and other apps send, and write what Intercom documents. */
final class ModelsTest {
  private static final Moshi MOSHI = new Moshi.Builder().build();

  /** Reads JSON in which apostrophes are quotation marks. */
  private static <T> T read(Class<T> type, String json) throws IOException {
    T value = MOSHI.adapter(type).fromJson(json.replace('\'', '"'));
    assertThat(value).isNotNull();
    return value;
  }

  private static JsonNode tree(String json) throws IOException {
    return JsonTrees.parse(json.replace('\'', '"'));
  }

  private static <T> String write(Class<T> type, T value) {
    return MOSHI.adapter(type).toJson(value).replace('"', '\'');
  }

  private static <T> String reread(Class<T> type, String json) throws IOException {
    return write(type, read(type, json));
  }

  @Test
  void aCanvasIsBuiltWithoutNamingTypes() {
    Canvas canvas =
        Canvas.builder()
            .content(
                Content.builder()
                    .components(
                        List.of(
                            Component.of(
                                TextComponent.builder()
                                    .text("Orders")
                                    .style(TextComponent.Style.HEADER)
                                    .build()),
                            Component.of(DividerComponent.builder().build()),
                            Component.of(
                                ButtonComponent.builder()
                                    .id("more")
                                    .label("More")
                                    .action(Action.of(SubmitAction.builder().build()))
                                    .build())))
                    .build())
            .storedData(Map.of("page", 2))
            .build();
    assertThat(write(Canvas.class, canvas))
        .isEqualTo(
            "{'content':{'components':[{'type':'text','text':'Orders','style':'header'},"
                + "{'type':'divider'},"
                + "{'type':'button','id':'more','label':'More','action':{'type':'submit'}}]},"
                + "'stored_data':{'page':2}}");
  }

  @Test
  void aComponentIsOfTheTypeThatItNames() throws IOException {
    Component button = read(Component.class, "{'label':'Refund','id':'refund','type':'button'}");
    assertThat(button.getButtonComponent())
        .satisfies(b -> assertThat(b.getLabel()).isEqualTo("Refund"));
    assertThat(button.getDividerComponent()).isNull();
    assertThat(button.getRaw()).isNull();
    assertThat(read(Component.class, "{'type':'divider','label':'x'}").getDividerComponent())
        .isNotNull();
    assertThat(read(Action.class, "{'type':'sheet','url':'https://a.example'}").getSheetAction())
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'spinner','id':'s','speed':{'x':[1,2.50,null]}}",
        "{'id':'no-type','type':null}",
        "{'id':'no-type'}",
        "{'type':5}",
        "{'type':['text']}",
        "{}",
      })
  void aComponentOfAnotherTypeIsRawAndSurvives(String json) throws IOException {
    assertThat(read(Component.class, json).getRaw()).isInstanceOf(Map.class);
    String content = "{'components':[{'type':'text','text':'x'}," + json + "]}";
    assertThat(reread(Content.class, content)).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'text'}",
        "{'type':'text','text':null,'style':'banner','bottom_margin':false}",
        "{'type':'image','width':'120','height':80.5,'action':{'type':'submit'}}",
        "{'type':'button','action':{'type':'url','url':null}}",
        "{'type':'button','action':'submit'}",
        "{'type':'button','id':7,'action':{'type':'call','number':'1'}}",
        "{'type':'input','aria_label':'Note','label':''}",
        "{'type':'list','items':[{'title':'No type'},{'type':'row','id':null}]}",
        "{'type':'list','items':['text']}",
        "{'type':'list','items':{}}",
        "{'type':'dropdown','options':null,'save_state':true}",
        "{'type':'data-table','items':[{'field':'Status'}]}",
      })
  void anIncompleteOrOddComponentSurvives(String json) throws IOException {
    assertThat(read(Component.class, json).getRaw()).isNull();
    String canvas = "{'content':{'components':[" + json + "]},'stored_data':{'a':null}}";
    // Unknown fields are written last.
    assertThat(tree(reread(Canvas.class, canvas))).isEqualTo(tree(canvas));
  }

  @Test
  void whatAComponentLacksIsNull() throws IOException {
    TextComponent text = read(TextComponent.class, "{'style':'banner','bottom_margin':false}");
    assertThat(text.getType()).isNull();
    assertThat(text.getText()).isNull();
    assertThat(text.getStyle()).isEqualTo(TextComponent.Style.of("banner"));
    assertThat(text.getBottomMargin()).isNull();
    assertThat(text.getUnknownFields()).isEqualTo(Map.of("bottom_margin", false));
  }

  @Test
  void aBuilderNamesWhatIsMissing() throws IOException {
    assertThatIllegalStateException()
        .isThrownBy(() -> ButtonComponent.builder().id("refund").build())
        .withMessage("ButtonComponent.label is required: call label(..) before build()");
    TextComponent incomplete = read(TextComponent.class, "{'type':'text'}");
    assertThatIllegalStateException()
        .isThrownBy(() -> incomplete.toBuilder().build())
        .withMessage("TextComponent.text is required: call text(..) before build()");
  }

  @Test
  @SuppressWarnings("NullAway") // Users in Java without a checker of nullness pass null.
  void aBuilderTakesNoNullForARequiredProperty() throws IOException {
    String message = "TextComponent.text is required: call text(..) before build()";
    assertThatIllegalStateException()
        .isThrownBy(() -> TextComponent.builder().text(null).build())
        .withMessage(message);
    TextComponent read = read(TextComponent.class, "{'type':'text','text':null}");
    assertThatIllegalStateException()
        .isThrownBy(() -> read.toBuilder().build())
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':'a','text':'A'}",
        "{'type':5,'id':'a','text':'A'}",
        "{'type':null,'id':'a','text':'A'}"
      })
  void aBuilderAddsTheTypeThatWasMissing(String json) throws IOException {
    Option read = read(Option.class, json);
    assertThat(write(Option.class, read.toBuilder().build()))
        .isEqualTo("{'type':'option','id':'a','text':'A'}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {'customer':{'id':'1'}};                      {'contact':{'id':'1'}}
          {'customer':null};                            {'contact':null}
          {'customer':'text'};                          {'contact':'text'}
          {'contact':{'id':'1'},'customer':{'id':'2'}}; {'contact':{'id':'1'},'customer':{'id':'2'}}
          {'customer':{'id':'2'},'contact':{'id':'1'}}; {'contact':{'id':'1'},'customer':{'id':'2'}}
          {'customer':{'id':'2'},'contact':null};       {'contact':null,'customer':{'id':'2'}}
          {'customer':{'id':'2'},'contact':'text'};     {'customer':{'id':'2'},'contact':'text'}
          {'customer':{'id':7,'user_id':'c'}};          {'contact':{'id':'7','external_id':'c'}}
          """,
      quoteCharacter = '|')
  void aContactIsAlsoReadAsCustomer(String json, String written) throws IOException {
    assertThat(reread(InboxInitializeRequest.class, json)).isEqualTo(written);
  }

  @Test
  void aValueThatArrivedUnderAnotherNameCanBeReplaced() throws IOException {
    CheckboxComponent read =
        read(
            CheckboxComponent.class,
            "{'type':'checkbox','id':'a','label':'A',"
                + "'option':[{'type':'option','id':'b','text':'B'}]}");
    assertThat(read.getOptions()).extracting(Option::getId).containsExactly("b");
    assertThat(read.getUnknownFields()).isEmpty();
    assertThat(read.has("options")).isTrue();
    assertThat(write(CheckboxComponent.class, read.toBuilder().options(List.of()).build()))
        .isEqualTo("{'type':'checkbox','id':'a','label':'A','options':[]}");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        InboxInitializeRequest.class,
        InboxSubmitRequest.class,
        MessengerInitializeRequest.class,
        MessengerSubmitRequest.class,
        ConfigureRequest.class,
        LiveCanvasRequest.class,
        OpenSheetRequest.class,
        SheetSubmitRequest.class
      })
  void theWorkspaceIsAlsoReadFromTheNameInOldVersions(Class<?> request) throws IOException {
    assertThat(reread(request, "{'app_id':'lk7xq2pd'}")).isEqualTo("{'workspace_id':'lk7xq2pd'}");
  }

  @Test
  void colorsAreReadInBothSpellings() throws IOException {
    MessengerContext context =
        read(
            MessengerContext.class,
            "{'conversation_id':215470003,'location':'home','messenger_action_colour':'#0a7d55',"
                + "'messenger_background_color':'#fdfcf7'}");
    assertThat(context.getConversationId()).isEqualTo("215470003");
    assertThat(context.getLocation()).isEqualTo(MessengerContext.Location.HOME);
    assertThat(context.getMessengerActionColor()).isEqualTo("#0a7d55");
    assertThat(write(MessengerContext.class, context))
        .isEqualTo(
            "{'conversation_id':'215470003','location':'home','messenger_action_color':'#0a7d55',"
                + "'messenger_background_color':'#fdfcf7'}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'stored_data':{'page':2}}", "{'current_canvas':{'stored_data':{'page':2}}}"})
  void theCurrentCanvasMayBeWrapped(String canvas) throws IOException {
    InboxSubmitRequest submit =
        read(InboxSubmitRequest.class, "{'current_canvas':" + canvas + ",'component_id':'more'}");
    assertThat(submit.getComponentId()).isEqualTo("more");
    assertThat(write(InboxSubmitRequest.class, submit))
        .isEqualTo("{'component_id':'more','current_canvas':{'stored_data':{'page':2}}}");
    LiveCanvasRequest live = read(LiveCanvasRequest.class, "{'canvas':" + canvas + "}");
    assertThat(live.getCanvas())
        .satisfies(c -> assertThat(c.getStoredData()).isEqualTo(Map.of("page", 2L)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'current_canvas':null}",
        "{'current_canvas':{}}",
        "{'current_canvas':'text'}",
        "{'current_canvas':[{}]}",
        "{'current_canvas':{'current_canvas':'text'}}",
        "{'current_canvas':{'current_canvas':{'stored_data':{}},'other':1}}",
        "{'current_canvas':{'other':1,'current_canvas':{'stored_data':{}}}}",
      })
  void aCanvasOfAnotherShapeSurvives(String json) throws IOException {
    assertThat(reread(InboxSubmitRequest.class, json)).isEqualTo(json);
  }

  @Test
  void theValuesOfInputsAreThoseOfTheJson() throws IOException {
    InboxSubmitRequest submit =
        read(
            InboxSubmitRequest.class,
            "{'input_values':{'note':'Ring twice','amount':null,'notices':['email','sms']}}");
    assertThat(submit.getInputValues())
        .containsEntry("note", "Ring twice")
        .containsEntry("amount", null)
        .containsEntry("notices", List.of("email", "sms"));
  }

  @Test
  void theTextOfARequestHasNoPersonalData() throws IOException {
    InboxInitializeRequest request =
        read(
            InboxInitializeRequest.class,
            "{'workspace_id':'lk7xq2pd','contact':{'id':'1','email':'noor@example.net'}}");
    assertThat(request).hasToString("InboxInitializeRequest{workspace_id=lk7xq2pd, contact}");
    assertThat(request.getContact()).hasToString("Contact{id=1, email}");
  }

  @Test
  void aUnionIsEqualToOneWithTheSameValue() throws IOException {
    UrlAction action = UrlAction.builder().url("https://a.example").build();
    JsonAdapter<Action> adapter = MOSHI.adapter(Action.class);
    assertThat(adapter.fromJson(adapter.toJson(Action.of(action)))).isEqualTo(Action.of(action));
  }
}
