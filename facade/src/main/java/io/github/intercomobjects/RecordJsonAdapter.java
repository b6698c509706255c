package io.github.intercomobjects;

import com.squareup.moshi.Json;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonQualifier;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import io.github.intercomobjects.client.FreeFormJson;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * An adapter of records of any visibility; Moshi's own fails with an {@code AssertionError} on
 * those that it cannot access.
 */
final class RecordJsonAdapter<T> extends JsonAdapter<T> {
  static final JsonAdapter.Factory FACTORY =
      (type, annotations, moshi) -> {
        Class<?> raw = Types.getRawType(type);
        if (raw.isRecord() && raw.getTypeParameters().length > 0) {
          throw new IllegalArgumentException(
              type.getTypeName()
                  + " cannot be mapped: it is a generic record; use one with fixed types");
        }
        return raw.isRecord() && annotations.isEmpty()
            ? new RecordJsonAdapter<>(raw, moshi, ObjectType.Naming.AS_DECLARED)
            : null;
      };

  private final Class<T> type;
  private final Constructor<T> constructor;
  private final Component[] components;
  private final JsonReader.Options names;

  RecordJsonAdapter(Class<T> type, Moshi moshi, ObjectType.Naming naming) {
    this.type = type;
    requireDistinctNames(type, naming);
    RecordComponent[] declared = type.getRecordComponents();
    this.constructor = constructor(type, declared);
    this.components = new Component[declared.length];
    String[] jsonNames = new String[declared.length];
    for (int i = 0; i < declared.length; i++) {
      components[i] = new Component(type, declared[i], moshi, naming);
      jsonNames[i] = components[i].jsonName;
    }
    this.names = JsonReader.Options.of(jsonNames);
  }

  /** Throws if two components of a record have the same JSON name. */
  static void requireDistinctNames(Class<?> type, ObjectType.Naming naming) {
    Map<String, String> components = new HashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = jsonName(component.getName(), Component.field(type, component), naming);
      String other = components.put(name, component.getName());
      if (other != null) {
        throw new IllegalArgumentException(
            "%s and %s of %s are both named %s in Intercom; give one another name with @Json(name = ..)"
                .formatted(other, component.getName(), type.getName(), name));
      }
    }
  }

  private static <T> Constructor<T> constructor(Class<T> type, RecordComponent[] components) {
    Class<?>[] types = new Class<?>[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        components[i].getAccessor().setAccessible(true);
      }
      Constructor<T> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      return canonical;
    } catch (NoSuchMethodException e) {
      throw new LinkageError("a record without its canonical constructor: " + type, e);
    } catch (InaccessibleObjectException e) {
      throw new IllegalArgumentException(
          "%s cannot be mapped, because its package is not open: add \"opens %s to"
                  .formatted(type.getName(), type.getPackageName())
              + " io.github.intercomobjects;\" to the module-info of "
              + type.getModule().getName(),
          e);
    }
  }

  @Override
  public @Nullable T fromJson(JsonReader reader) throws IOException {
    if (reader.peek() == JsonReader.Token.NULL) {
      return reader.nextNull();
    }
    @Nullable Object[] values = new Object[components.length];
    boolean[] present = new boolean[components.length];
    reader.beginObject();
    while (reader.hasNext()) {
      int index = reader.selectName(names);
      if (index < 0) {
        reader.skipName();
        reader.skipValue();
      } else {
        values[index] = components[index].read(reader);
        present[index] = true;
      }
    }
    reader.endObject();
    for (int i = 0; i < components.length; i++) {
      if (!present[i] && components[i].isPrimitive) {
        throw new JsonDataException(
            "Expected a value but it is absent at path %s.%s"
                .formatted(reader.getPath(), components[i].jsonName));
      }
    }
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new JsonDataException(
          "the constructor of %s rejected the values: %s"
              .formatted(type.getName(), ForeignText.ofFailure(e.getCause())),
          e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a record that cannot be created: " + type, e);
    }
  }

  @Override
  public void toJson(JsonWriter writer, @Nullable T value) throws IOException {
    if (value == null) {
      writer.nullValue();
      return;
    }
    writer.beginObject();
    for (Component component : components) {
      writer.name(component.jsonName);
      component.write(writer, value);
    }
    writer.endObject();
  }

  /**
   * Returns the value that {@link #fromJson} would, without using text.
   *
   * @param fields returns the value of a field; null if it is null or absent
   * @param has whether a field is present
   * @throws Exception on any failure; unlike that of {@link #fromJson}, it does not name the path
   */
  T fromValues(Function<String, @Nullable Object> fields, Predicate<String> has) throws Exception {
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = components[i].fromValue(fields, has);
    }
    return constructor.newInstance(values);
  }

  /**
   * Passes on the fields of what {@link #toJsonValue} would return, nulls included, but faster.
   *
   * @throws Exception on any failure; unlike that of {@link #toJsonValue}, it does not name the
   *     path
   */
  void toValues(T value, BiConsumer<String, @Nullable Object> fields) throws Exception {
    for (Component component : components) {
      fields.accept(component.jsonName, component.toValue(value));
    }
  }

  /** Returns one of these fields, without converting the others. */
  @Nullable Object toValue(T value, String jsonName) throws Exception {
    for (Component component : components) {
      if (component.jsonName.equals(jsonName)) {
        return component.toValue(value);
      }
    }
    throw new IllegalArgumentException(jsonName);
  }

  private static final class Component {
    private final String jsonName;
    private final boolean isPrimitive;
    private final Method accessor;
    private final JsonAdapter<@Nullable Object> adapter;
    private final JsonAdapter<@Nullable Object> withNulls;

    Component(Class<?> record, RecordComponent component, Moshi moshi, ObjectType.Naming naming) {
      Field field = field(record, component);
      Json json = field.getAnnotation(Json.class);
      if (json != null && json.ignore()) {
        throw new IllegalArgumentException(
            "%s.%s cannot be mapped: a component of a record cannot be ignored, because the record cannot"
                    .formatted(record.getName(), component.getName())
                + " be created without it; remove it");
      }
      this.jsonName = jsonName(component.getName(), field, naming);
      this.isPrimitive = component.getType().isPrimitive();
      this.accessor = component.getAccessor();
      this.adapter =
          Mapping.adapter(
              moshi,
              component.getGenericType(),
              qualifiers(field),
              "attribute %s of %s (%s)"
                  .formatted(jsonName, record.getName(), component.getGenericType().getTypeName()));
      this.withNulls = adapter.serializeNulls();
    }

    private static Field field(Class<?> record, RecordComponent component) {
      try {
        return record.getDeclaredField(component.getName());
      } catch (NoSuchFieldException e) {
        throw new LinkageError("a record component without its field: " + component, e);
      }
    }

    private static Set<Annotation> qualifiers(Field field) {
      Set<Annotation> qualifiers = new LinkedHashSet<>();
      for (Annotation annotation : field.getAnnotations()) {
        if (annotation.annotationType().isAnnotationPresent(JsonQualifier.class)) {
          qualifiers.add(annotation);
        }
      }
      return qualifiers;
    }

    @Nullable Object read(JsonReader reader) throws IOException {
      Object value;
      try {
        value = adapter.fromJson(reader);
      } catch (JsonDataException e) {
        throw e;
      } catch (RuntimeException e) {
        // The exception of a user's adapter does not name the path.
        throw new JsonDataException(ForeignText.ofFailure(e) + " at path " + reader.getPath(), e);
      }
      if (value == null && isPrimitive) {
        throw new JsonDataException("Expected a value but was NULL at path " + reader.getPath());
      }
      return value;
    }

    @Nullable Object fromValue(Function<String, @Nullable Object> fields, Predicate<String> has)
        throws IOException {
      Object json = fields.apply(jsonName);
      Object value = null;
      if (adapter instanceof ValueAdapter<@Nullable Object> values) {
        value = json == null ? null : values.fromValue(json);
        if (value == null && json != null) {
          throw new JsonDataException(jsonName);
        }
      } else if (has.test(jsonName)) {
        Buffer text = new Buffer();
        FreeFormJson.ADAPTER.toJson(text, json);
        value = adapter.fromJson(text);
      }
      if (value == null && isPrimitive) {
        throw new JsonDataException(jsonName);
      }
      return value;
    }

    @Nullable Object toValue(Object value) throws ReflectiveOperationException {
      // No arguments as null, because an empty array for each is 1 % of the memory of an upsert.
      Object held = accessor.invoke(value, (Object[]) null);
      if (adapter instanceof ValueAdapter<@Nullable Object> values) {
        return held == null ? null : values.toValue(held);
      }
      return withNulls.toJsonValue(held);
    }

    void write(JsonWriter writer, @Nullable Object value) throws IOException {
      try {
        adapter.toJson(writer, accessor.invoke(value));
      } catch (InvocationTargetException e) {
        throw new IllegalArgumentException(
            "the accessor of " + jsonName + " failed: " + ForeignText.ofFailure(e.getCause()),
            e.getCause());
      } catch (IllegalAccessException e) {
        throw new LinkageError(
            "the accessor cannot be called, although it was made accessible: " + accessor, e);
      }
    }
  }

  /** Returns the JSON name of a constant, by the rule of Moshi's adapter for enums. */
  static String jsonName(Enum<?> constant) {
    try {
      return jsonName(
          constant.name(), constant.getDeclaringClass().getDeclaredField(constant.name()));
    } catch (NoSuchFieldException e) {
      throw new IllegalArgumentException(
          "%s.%s has no field of its name, whose @Json(name = ..) would be read: keep the fields of"
                  .formatted(constant.getDeclaringClass().getName(), constant.name())
              + " the enum when you shrink or rename your classes",
          e);
    }
  }

  /**
   * Returns the field of a class or its superclasses with this JSON name; null if there is none.
   */
  static @Nullable Field field(Class<?> type, String jsonName) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (jsonName(field.getName(), field).equals(jsonName)) {
          return field;
        }
      }
    }
    return null;
  }

  /** Returns the name in the field's {@link Json}, else {@code name}. */
  static String jsonName(String name, Field field) {
    return jsonName(name, field, ObjectType.Naming.AS_DECLARED);
  }

  /** Returns the name in the field's {@link Json}, else that of the naming. */
  static String jsonName(String name, Field field, ObjectType.Naming naming) {
    Json json = field.getAnnotation(Json.class);
    return json == null || json.name().equals(Json.UNSET_NAME)
        ? naming.attribute(name)
        : json.name();
  }
}
