package io.github.intercomobjects;

import com.squareup.moshi.Moshi;
import io.github.intercomobjects.CallListener.Wait;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
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

/**
 * Runs a Retrofit call to its end and returns its value, or throws one of our exceptions.
 * Thread-safe.
 */
final class Calls {
  private final Settings settings;
  private final Retrofit retrofit;
  private final ConcurrentHashMap<Operation, Converter<ResponseBody, ?>> converters =
      new ConcurrentHashMap<>();

  /**
   * @param moshi reads responses and writes requests
   */
  Calls(Settings settings, Moshi moshi) {
    this.settings = settings;
    this.retrofit =
        new Retrofit.Builder()
            .baseUrl(settings.baseUrl())
            .callFactory(new ApiCallFactory(settings))
            .addCallAdapterFactory(CarryingCall.FACTORY)
            .addConverterFactory(MoshiConverterFactory.create(moshi))
            .build();
  }

  /** Returns an implementation of a Retrofit interface. */
  <A> A api(Class<A> type) {
    return retrofit.create(type);
  }

  Settings settings() {
    return settings;
  }

  Deadline newDeadline() {
    return Deadline.in(settings.totalTimeout(), settings.timing());
  }

  /**
   * Runs {@code call} before a deadline that it may share with others, and returns the body of its
   * answer, null for a {@code Call<Void>} only.
   */
  <T> T run(Call<T> call, Deadline deadline) {
    return run(
        call,
        deadline,
        Function.identity(),
        e -> {
          throw e;
        });
  }

  /**
   * As {@link #run(Call, Deadline)}, and interprets the answer, so that the listener is told what
   * the caller gets.
   *
   * @param read makes the result of the answer, or throws
   * @param onMissing makes the result of a 404, or throws
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
          "this call was made by another client's api(..), whose version and token it has: execute"
              + " it with that client");
    }
    state.deadline(deadline);
    long start = settings.timing().nanoTime();
    Throwable failure = null;
    try {
      T answer;
      try {
        answer = run(call, ours);
      } catch (NotFoundException e) {
        return onMissing.apply(e);
      }
      return read.apply(answer);
    } catch (RuntimeException | Error e) {
      // Also what is not our own, such as a failure of the supplier of tokens.
      failure = e;
      throw e;
    } finally {
      settings
          .notifier()
          .ended(
              state,
              settings.version(),
              failure,
              Duration.ofNanos(settings.timing().nanoTime() - start));
    }
  }

  /**
   * Runs a deletion, and says whether this call deleted, rather than found nothing.
   *
   * @param isDeleted whether a success says so
   * @param isMiss whether a 404 says that there was nothing to delete
   */
  <T> boolean delete(
      Call<T> call, Predicate<? super T> isDeleted, Predicate<NotFoundException> isMiss) {
    // An earlier attempt whose answer was lost may have been the one that deleted it.
    return run(
        call,
        newDeadline(),
        answer -> isDeleted.test(answer) || ApiCall.stateOf(call).mayBeApplied(),
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
    AtomicBoolean begun = new AtomicBoolean();
    long start = settings.timing().nanoTime();
    try {
      Credentials credentials = settings.credentials();
      Workspaces.Workspace workspace = credentials.enter(credentials.token());
      try {
        return workspace
            .locks()
            .locked(
                parent,
                deadline,
                settings.maxWait(),
                span ->
                    settings
                        .notifier()
                        .waited(
                            ApiCall.stateOf(call.get()).operation(),
                            settings.version(),
                            Wait.Reason.LOCK,
                            span),
                () -> {
                  begun.set(true);
                  return update.get();
                });
      } finally {
        workspace.leave();
      }
    } catch (RuntimeException e) {
      if (!begun.get()) {
        settings
            .notifier()
            .ended(
                ApiCall.stateOf(call.get()),
                settings.version(),
                e,
                Duration.ofNanos(settings.timing().nanoTime() - start));
      }
      throw e;
    }
  }

  /** Tells the listener what was not stored, though {@code call} was answered with success. */
  void dropped(Call<?> call, List<String> names) {
    settings.notifier().dropped(ApiCall.stateOf(call).operation(), settings.version(), names);
  }

  /** Does what {@code call.execute()} does, without its copies of the answer. */
  @SuppressWarnings({"unchecked", "NullAway"}) // What the interface says; null for Void only.
  private <T> T run(Call<T> call, ApiCall ours) {
    CallState state = ours.state();
    if (call.isCanceled()) {
      // Retrofit's call was canceled before ours was made.
      ours.cancel();
    }
    Converter<ResponseBody, ?> converter = converter(state.operation());
    BufferedResponse answer = ours.run();
    if (!answer.isSuccessful()) {
      throw Failures.of(answer, settings.version(), state, settings.timing());
    }
    Object value = read(answer, state, converter);
    if (value == null && !state.operation().returnsNothing()) {
      throw Failures.unreadable(state, "has no body", null);
    }
    return (T) value;
  }

  private static @Nullable Object read(
      BufferedResponse answer, CallState state, Converter<ResponseBody, ?> converter) {
    if (state.operation().returnsUnit()) {
      return Unit.INSTANCE;
    }
    if (answer.status() == 204 || answer.status() == 205) {
      // There is no body, whatever Content-Length says.
      return null;
    }
    try {
      return converter.convert(answer.toBody());
    } catch (Exception e) {
      // The user's adapters read as well, and throw what they like.
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
