package io.github.intercomobjects;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import okhttp3.Request;
import okio.Timeout;
import retrofit2.Call;
import retrofit2.CallAdapter;
import retrofit2.Callback;
import retrofit2.Response;
import retrofit2.Retrofit;

/**
 * A Retrofit call that turns a failure to read the response, which happens above {@link ApiCall},
 * into an {@link ApiCall.CarrierException} too.
 */
final class CarryingCall<T> implements Call<T> {
  static final CallAdapter.Factory FACTORY =
      new CallAdapter.Factory() {
        @Override
        public CallAdapter<?, ?> get(Type type, Annotation[] annotations, Retrofit retrofit) {
          return adapter(retrofit.nextCallAdapter(this, type, annotations));
        }
      };

  private final Call<T> call;

  private CarryingCall(Call<T> call) {
    this.call = call;
  }

  private static <R, A> CallAdapter<R, A> adapter(CallAdapter<R, A> next) {
    return new CallAdapter<>() {
      @Override
      public Type responseType() {
        return next.responseType();
      }

      @Override
      public A adapt(Call<R> call) {
        return next.adapt(new CarryingCall<>(call));
      }
    };
  }

  @Override
  public Response<T> execute() throws IOException {
    if (call.isExecuted()) {
      // Throws, since a call is executed once.
      return call.execute();
    }
    try {
      return call.execute();
    } catch (ApiCall.CarrierException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (ApiCall.stateOf(call).attempts() == 0) {
        // The supplier of tokens failed.
        throw e;
      }
      throw new ApiCall.CarrierException(Failures.unreadable(ApiCall.stateOf(call), e));
    }
  }

  @Override
  public void enqueue(Callback<T> callback) {
    call.enqueue(
        new Callback<>() {
          @Override
          public void onResponse(Call<T> delegate, Response<T> response) {
            callback.onResponse(CarryingCall.this, response);
          }

          @Override
          public void onFailure(Call<T> delegate, Throwable failure) {
            callback.onFailure(CarryingCall.this, carried(failure));
          }
        });
  }

  private Throwable carried(Throwable failure) {
    if (failure instanceof ApiCall.CarrierException || !(failure instanceof Exception exception)) {
      return failure;
    }
    try {
      CallState state = ApiCall.stateOf(call);
      return state.attempts() == 0
          ? failure
          : new ApiCall.CarrierException(Failures.unreadable(state, exception));
    } catch (IllegalArgumentException e) {
      return e;
    }
  }

  @Override
  public boolean isExecuted() {
    return call.isExecuted();
  }

  @Override
  public void cancel() {
    call.cancel();
  }

  @Override
  public boolean isCanceled() {
    return call.isCanceled();
  }

  @Override
  public Call<T> clone() {
    return new CarryingCall<>(call.clone());
  }

  @Override
  public Request request() {
    return call.request();
  }

  @Override
  public Timeout timeout() {
    return call.timeout();
  }
}
