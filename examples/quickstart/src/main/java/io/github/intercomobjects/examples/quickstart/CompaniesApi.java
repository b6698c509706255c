package io.github.intercomobjects.examples.quickstart;

import com.squareup.moshi.Json;
import io.github.intercomobjects.client.RetrySafe;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.POST;

/** A recipe: a part of Intercom's API that this library does not have. */
interface CompaniesApi {
  record Company(@Json(name = "company_id") String companyId, String name) {}

  @RetrySafe(RetrySafe.ALWAYS) // it is found again by its company_id
  @POST("companies")
  Call<Company> createOrUpdate(@Body Company company);
}
