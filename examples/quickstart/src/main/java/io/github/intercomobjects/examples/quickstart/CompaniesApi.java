package io.github.intercomobjects.examples.quickstart;

import com.squareup.moshi.Json;
import io.github.intercomobjects.client.RetrySafe;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.POST;

/** A recipe: an interface for a part of Intercom's API that the library does not cover. */
interface CompaniesApi {
  record Company(@Json(name = "company_id") String companyId, String name) {}

  @RetrySafe(RetrySafe.ALWAYS) // its company_id identifies it
  @POST("companies")
  Call<Company> createOrUpdate(@Body Company company);
}
