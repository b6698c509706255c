package io.github.intercomobjects;

import com.squareup.moshi.Moshi;
import io.github.intercomobjects.CallListener.Wait;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import kotlin.Unit;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Converter;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/** The client's way to run a Retrofit call. Thread-safe. */
final class Calls {
  private final Settings settings;
  private final Retrofit retrofit;
  private final ConcurrentHashMap<Operation, Converter<ResponseBody, ?>> converters;
  private final Consumer<? super ApiCall> onStart;
  private final @Nullable Deadline shared;

  Calls(Settings settings, Moshi moshi) {
    this.settings = settings;
    this.retrofit =
        new Retrofit.Builder()
            .baseUrl(settings.baseUrl())
            .callFactory(new ApiCallFactory(settings))
            .addCallAdapterFactory(CarryingCall.FACTORY)
            .addConverterFactory(MoshiConverterFactory.create(moshi))
            .build();
    this.converters = new ConcurrentHashMap<>();
    this.onStart = call -> {};
    this.shared = null;
  }

  private Calls(Calls from, Consumer<? super ApiCall> onStart, @Nullable Deadline shared) {
    this.settings = from.settings;
    this.retrofit = from.retrofit;
    this.converters = from.converters;
    this.onStart = onStart;
    this.shared = shared;
  }

  /**
   * Returns a view that hands each call to {@code newOnStart} before it runs it: the steps of one
   * change have its guard, and are cancelled and counted with it.
   */
  Calls observedBy(Consumer<? super ApiCall> newOnStart) {
    return new Calls(this, newOnStart, shared);
  }

  /** Returns a view for the steps of one operation, which all have this deadline. */
  Calls before(Deadline deadline) {
    return new Calls(this, onStart, deadline);
  }

  /** Returns an implementation of a Retrofit interface. */
  <A> A api(Class<A> type) {
    return retrofit.create(type);
  }

  /** Returns the state of a call that is not run, for a failure of the step that it is part of. */
  CallState stateOf(Call<?> call) {
    ApiCall ours = ApiCall.of(call);
    onStart.accept(ours);
    return ours.state();
  }

  Settings settings() {
    return settings;
  }

  /** Returns the deadline of this view, else a new one. */
  Deadline newDeadline() {
    return shared == null ? Deadline.in(settings.totalTimeout(), settings.timing()) : shared;
  }

  /**
   * Runs {@code call} before a deadline that it may share with others, and returns the body of its
   * response; null only for a {@code Call<Void>}.
   */
  <T> T run(Call<T> call, Deadline deadline) {
    return run(call, deadline, Function.identity());
  }

  /** Does the same, and returns the result that {@code read} returns for the body. */
  <T, R> R run(Call<T> call, Deadline deadline, Function<? super T, ? extends R> read) {
    return run(
        call,
        deadline,
        read,
        e -> {
          throw e;
        });
  }

  /**
   * Does the same as {@link #run(Call, Deadline)}, and interprets the response, so that the
   * listener receives the same result as the caller.
   *
   * @param read returns the result for a body, or throws
   * @param onMissing returns the result for a 404, or throws
   */
  <T, R> R run(
      Call<T> call,
      Deadline deadline,
      Function<? super T, ? extends R> read,
      Function<NotFoundException, ? extends R> onMissing) {
    ApiCall ours = ApiCall.of(call);
    CallState state = ours.state();
    if (!ours.settings().isSameClient(settings)) {
      throw new IllegalArgumentException(
          "this call was created by another client's api(..), whose version and token it uses:"
              + " execute it with that client");
    }
    state.deadline(deadline);
    onStart.accept(ours);
    long start = settings.timing().nanoTime();
    Throwable failure = null;
    try {
      T body;
      try {
        body = run(call, ours);
      } catch (NotFoundException e) {
        return onMissing.apply(e);
      }
      return read.apply(body);
    } catch (RuntimeException | Error e) {
      // Any failure counts, also of the supplier of tokens.
      failure = e;
      if (e instanceof ContactMergedException || e instanceof NotFoundException) {
        forgetContact(state.operation().contactId(ours.request()));
      }
      throw e;
    } finally {
      ended(state, failure, start);
    }
  }

  private void forgetContact(@Nullable String id) {
    if (id != null) {
      settings.credentials().contacts().forgetId(id);
    }
  }

  private void ended(CallState state, @Nullable Throwable failure, long start) {
    settings.notifier().ended(state, failure, settings.timing().since(start));
  }

  /**
   * Runs a deletion, and returns whether this call deleted something.
   *
   * @param isDeleted whether a success reports a deletion
   * @param isMiss whether a 404 reports that there was nothing to delete
   */
  <T> boolean delete(
      Call<T> call, Predicate<? super T> isDeleted, Predicate<NotFoundException> isMiss) {
    // If nothing was found, an earlier attempt whose response was lost may have deleted it.
    return run(
        call,
        newDeadline(),
        body -> isDeleted.test(body) || ApiCall.stateOf(call).mayBeApplied(),
        e -> {
          if (isMiss.test(e)) {
            return ApiCall.stateOf(call).mayBeApplied();
          }
          throw e;
        });
  }

  /**
   * Runs {@code update} while no other update of {@code parent} runs.
   *
   * @param call the call that changes the parent, for the listener
   */
  <R> R locked(Parent parent, Supplier<Call<?>> call, Deadline deadline, Supplier<R> update) {
    AtomicBoolean isStarted = new AtomicBoolean();
    Supplier<R> started =
        () -> {
          isStarted.set(true);
          return update.get();
        };
    long start = settings.timing().nanoTime();
    try {
      Credentials credentials = settings.credentials();
      Workspaces.Workspace workspace = credentials.enter(credentials.token());
      try {
        Duration maxWait = settings.maxWait();
        return workspace
            .locks()
            .locked(parent, deadline, maxWait, span -> waited(call.get(), span), started);
      } finally {
        workspace.leave();
      }
    } catch (RuntimeException e) {
      if (!isStarted.get()) {
        ended(ApiCall.stateOf(call.get()), e, start);
      }
      throw e;
    }
  }

  private void waited(Call<?> call, Duration span) {
    settings.notifier().waited(ApiCall.stateOf(call), Wait.Reason.LOCK, span);
  }

  /** Reports the attributes that a successful call did not store to the listener. */
  void dropped(Call<?> call, List<String> names) {
    settings.notifier().dropped(ApiCall.stateOf(call), names);
  }

  /** Executes the call as {@code call.execute()} does, without its copies of the response. */
  @SuppressWarnings({"unchecked", "NullAway"}) // T is the method's type; null only for Void.
  private <T> T run(Call<T> call, ApiCall ours) {
    CallState state = ours.state();
    if (call.isCanceled()) {
      // Retrofit's call was canceled before ours was created.
      ours.cancel();
    }
    Converter<ResponseBody, ?> converter = converter(state.operation());
    BufferedResponse response = ours.run();
    if (!response.isSuccessful()) {
      throw Failures.of(response, state, settings.timing());
    }
    Object value = read(response, state, converter);
    if (value == null && !state.operation().returnsNothing()) {
      throw Failures.unreadable(state, "has no body", null);
    }
    return (T) value;
  }

  private static @Nullable Object read(
      BufferedResponse response, CallState state, Converter<ResponseBody, ?> converter) {
    if (state.operation().returnsUnit()) {
      return Unit.INSTANCE;
    }
    if (response.status() == 204 || response.status() == 205) {
      // These have no body, whatever their Content-Length is.
      return null;
    }
    try {
      return converter.convert(response.toBody());
    } catch (Exception e) {
      // The user's adapters may throw anything.
      throw Failures.unreadable(state, e);
    }
  }

  private Converter<ResponseBody, ?> converter(Operation operation) {
    Converter<ResponseBody, ?> known = converters.get(operation);
    return known == null
        ? converters.computeIfAbsent(operation, o -> o.responseBodyConverter(retrofit))
        : known;
  }
}
