package io.github.intercomobjects;

import java.util.concurrent.CompletableFuture;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;

/** The result of an enqueued call. */
final class Received<T> implements Callback<T> {
  final CompletableFuture<Response<T>> response = new CompletableFuture<>();

  @Override
  public void onResponse(Call<T> call, Response<T> received) {
    response.complete(received);
  }

  @Override
  public void onFailure(Call<T> call, Throwable failure) {
    response.completeExceptionally(failure);
  }
}
