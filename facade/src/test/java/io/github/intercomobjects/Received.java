package io.github.intercomobjects;

import java.util.concurrent.CompletableFuture;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;

/** What an enqueued call came to. */
final class Received<T> implements Callback<T> {
  final CompletableFuture<Response<T>> response = new CompletableFuture<>();

  @Override
  public void onResponse(Call<T> call, Response<T> answer) {
    response.complete(answer);
  }

  @Override
  public void onFailure(Call<T> call, Throwable failure) {
    response.completeExceptionally(failure);
  }
}
