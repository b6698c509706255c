package io.github.intercomobjects.live;

import io.github.intercomobjects.client.RetrySafe;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.Headers;
import retrofit2.http.POST;
import retrofit2.http.PUT;
import retrofit2.http.Url;

/** The calls of the questions: any address and any version, under the rules of the library. */
interface RawApi {
  @GET
  Call<ResponseBody> get(@Url String url);

  @GET
  @Headers("Accept: text/html")
  Call<ResponseBody> getAsHtml(@Url String url);

  @POST
  @RetrySafe(RetrySafe.WITH_EXTERNAL_ID)
  Call<ResponseBody> post(@Url String url, @Body RequestBody body);

  @PUT
  Call<ResponseBody> put(@Url String url, @Body RequestBody body);

  @DELETE
  Call<ResponseBody> delete(@Url String url);
}
